import type { OnApplicationBootstrap } from '@nestjs/common';
import { notifier, type Doorbell } from './doorbell.ts';
import type { Database } from '../database/index.ts';
import type { OwnWork } from '../ownership/own-work.ts';
import type { Relay } from './relay.ts';
import type { RelayBell } from './relay-bell.ts';

/**
 * The relay of a process, and what wakes it: the bell within the process, and the doorbell that others ring. A process
 * that does not relay, or no more, rings the others'.
 */
export class Relaying implements OnApplicationBootstrap, OwnWork {
  private readonly relay: Relay;
  private readonly bell: RelayBell;
  private readonly doorbell: Doorbell;
  private readonly ringOthers: () => void;

  constructor(relay: Relay, bell: RelayBell, doorbell: Doorbell, database: Database) {
    this.relay = relay;
    this.bell = bell;
    this.doorbell = doorbell;
    this.ringOthers = notifier(database);
    bell.hear(this.ringOthers);
  }

  onApplicationBootstrap(): void {
    this.takeUp();
  }

  takeUp(): void {
    this.bell.hear(() => this.relay.wake());
    this.doorbell.start();
    this.relay.start();
  }

  /** Sends what was committed before. */
  async layDown(): Promise<void> {
    await this.relay.stop();
    this.bell.hear(this.ringOthers);
    await this.doorbell.stop();
  }
}
