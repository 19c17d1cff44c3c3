import type { ReadinessCheck, ReadinessDetails } from '../operations/index.ts';
import type { BullClient } from './bull.client.ts';
import type { BullServer } from './bull.server.ts';

const STUCK_AFTER_MS = 15_000;

/**
 * Whether messages are taken from this process's queue: a worker whose connection answers may still take nothing. Not
 * ready while its loop has ended, or where messages have waited for 15 s and it has dealt with none; nobody waits for a
 * queue that somebody has paused.
 *
 * Redis being away, or hanging, is told as a detail and makes no process unready: it is away for all replicas alike, and one
 * that could accept orders all the same would be taken from those who want to order.
 */
export class QueueProgress implements ReadinessCheck {
  readonly name = 'queue';
  private readonly server: BullServer;
  private readonly client: BullClient;
  private waitingSince: number | undefined;

  constructor(server: BullServer, client: BullClient) {
    this.server = server;
    this.client = client;
  }

  readonly check = async (): Promise<ReadinessDetails> => {
    const { queue: name } = this.server;
    if (name === undefined) return {};
    if (!(await this.client.answers())) return { redis: 'away' };
    if (!this.server.begun) return { redis: 'connected', standingBy: true };
    if (!this.server.running) throw new Error(`nothing is taken from the queue "${name}"`);
    const queue = this.client.queue(name);
    const waiting = await queue.getJobCountByTypes('waiting', 'prioritized');
    const stuckMs = this.stuckMs(waiting);
    if (stuckMs <= STUCK_AFTER_MS) return { redis: 'connected', waiting };
    if (await queue.isPaused()) return { redis: 'connected', waiting, paused: true };
    throw new Error(
      `${waiting} messages wait in "${name}" and none was taken for ${Math.round(stuckMs / 1000)} s`,
    );
  };

  private stuckMs(waiting: number): number {
    if (waiting === 0) this.waitingSince = undefined;
    else this.waitingSince ??= performance.now();
    if (this.waitingSince === undefined) return 0;
    return performance.now() - Math.max(this.waitingSince, this.server.lastDone, this.client.answeringSince);
  }
}
