import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../database/index.ts';
import type { BullClient } from './bull.client.ts';
import type { Routes } from './routes.ts';

const SENT = sql(
  'outbox-sent',
  `SELECT event_id, type FROM outbox
   WHERE event_id = ANY($1::uuid[]) AND published_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM outbox_lost lost WHERE lost.event_id = outbox.event_id)`,
);

const POLL_MS = 10;

/** Looks whether messages of this process's outbox have been taken by those who hear of them. */
export class Deliveries {
  private readonly database: Database;
  private readonly routes: Routes;
  private readonly client: BullClient;

  constructor(database: Database, routes: Routes, client: BullClient) {
    this.database = database;
    this.routes = routes;
    this.client = client;
  }

  /** Whether all were taken in time. Asks every 10 ms, so it is for what happens now and then. Never throws. */
  async taken(eventIds: readonly string[], withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    let waiting = new Set(eventIds);
    while (waiting.size > 0) {
      waiting = await this.stillWaiting(waiting).catch(() => waiting);
      if (waiting.size === 0) break;
      if (performance.now() + POLL_MS >= deadline) return false;
      await delay(POLL_MS);
    }
    return true;
  }

  private async stillWaiting(eventIds: ReadonlySet<string>): Promise<Set<string>> {
    const sent = await this.database.query<{ event_id: string; type: string }>(SENT, [[...eventIds]]);
    const redis = this.client.unwrap();
    const jobs = await Promise.all(
      sent.map(async ({ event_id, type }) => {
        const keys = this.routes.of(type).map((queue) => this.client.queue(queue).toKey(event_id));
        return { event_id, left: keys.length === 0 ? 0 : await redis.exists(...keys) };
      }),
    );
    const taken = new Set(jobs.filter(({ left }) => left === 0).map(({ event_id }) => event_id));
    return new Set([...eventIds].filter((id) => !taken.has(id)));
  }
}
