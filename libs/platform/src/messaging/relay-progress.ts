import type { ReadinessCheck, ReadinessDetails } from '../operations/index.ts';
import type { BullClient } from './bull.client.ts';
import type { Relay } from './relay.ts';

const STUCK_AFTER_MS = 15_000;

/**
 * Whether messages leave this process's outbox. Not ready where Redis has answered for 15 s, the oldest message is older
 * than that, and nothing was relayed meanwhile. Redis being away makes no process unready (see `QueueProgress`).
 */
export class RelayProgress implements ReadinessCheck {
  readonly name = 'relay';
  private readonly relay: Relay | undefined;
  private readonly client: BullClient;

  constructor(relay: Relay | undefined, client: BullClient) {
    this.relay = relay;
    this.client = client;
  }

  readonly check = async (): Promise<ReadinessDetails> => {
    if (this.relay?.begun !== true) return {};
    const oldestMs = await this.relay.oldestMs();
    if (!(await this.client.answers())) return { redis: 'away', oldestSeconds: Math.round(oldestMs / 1000) };
    const stuckMs = Math.min(
      oldestMs,
      performance.now() - Math.max(this.relay.lastSent, this.client.answeringSince),
    );
    if (stuckMs > STUCK_AFTER_MS) {
      throw new Error(`messages wait in the outbox and none was sent for ${Math.round(stuckMs / 1000)} s`);
    }
    return { redis: 'connected', oldestSeconds: Math.round(oldestMs / 1000) };
  };
}
