import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { Message } from '../messages/index.ts';
import type { BullClient } from './bull.client.ts';
import type { Incarnation } from './incarnation.ts';

const MOST_AT_ONCE = 500;
/** New messages wait for a batch that is under way: as long as sending so many takes, about 10 ms. */
const MOST_LOST_AT_ONCE = 100;
/** For rows that nobody rang for: their process died between commit and relay. */
const SWEEP_MS = 1_000;
/** Between the begins of two batches, so that under load each carries more; a message that comes alone waits for nothing. */
const APART_MS = 4;
const LONGEST_PAUSE_MS = 1_000;

/**
 * What is new first, the oldest first; where that is not a full batch, some of what Redis has lost, the latest first, for
 * that had hardly been taken.
 *
 * Marks and reads at once; the mark holds if the transaction commits, which it does once the messages are sent. Rows that
 * another relay has at the moment are left to it. Where PostgreSQL crashes and loses the mark, the message goes out twice,
 * which inboxes are for: so nobody waits for a disk (`synchronous_commit`).
 *
 * A relay that finds that Redis lost its data waits for the batches under way (`KEY SHARE`): it could not see what they sent
 * before, and would send all again but that.
 */
const TAKE = sql(
  'take-from-outbox',
  `WITH lazily AS MATERIALIZED (
     SELECT set_config('synchronous_commit', 'off', true), (SELECT only_one FROM outbox_destination FOR KEY SHARE)
   ),
   fresh AS MATERIALIZED (
     SELECT event_id FROM outbox, lazily
     WHERE published_at IS NULL
     ORDER BY event_id
     LIMIT ${MOST_AT_ONCE}
     FOR UPDATE OF outbox SKIP LOCKED
   ),
   lost AS MATERIALIZED (
     SELECT event_id FROM outbox, lazily
     WHERE lost_at IS NOT NULL AND (SELECT count(*) FROM fresh) < ${MOST_AT_ONCE}
     ORDER BY event_id DESC
     LIMIT ${MOST_LOST_AT_ONCE}
     FOR UPDATE OF outbox SKIP LOCKED
   ),
   next AS (SELECT event_id, false AS lost FROM fresh UNION ALL SELECT event_id, true FROM lost)
   UPDATE outbox SET published_at = now(), lost_at = NULL FROM next WHERE outbox.event_id = next.event_id
   RETURNING outbox.event_id AS "eventId", type, occurred_at AS "occurredAt", correlation_id AS "correlationId",
             causation_id AS "causationId", traceparent, data, lost`,
);

const OLDEST = sql(
  'oldest-in-outbox',
  `SELECT least(
     (SELECT occurred_at FROM outbox WHERE published_at IS NULL ORDER BY event_id LIMIT 1),
     (SELECT lost_at FROM outbox WHERE lost_at IS NOT NULL ORDER BY event_id LIMIT 1)
   ) AS since`,
);

type Row = Omit<Message, 'occurredAt'> & { occurredAt: Date; lost: boolean };

/**
 * Takes messages from the outbox to their queues, each at least once. Any number of relays share one outbox. Rows are found
 * by not being marked, never by a cursor: ids and sequences commit out of order, and a cursor skips what commits late.
 */
export class Relay {
  /** When messages were last sent; as `performance.now()` tells it. */
  lastSent = -Infinity;
  private readonly database: Database;
  private readonly client: BullClient;
  private readonly incarnation: Incarnation;
  private readonly log: Log;
  private readonly sweepMs: number;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private rung = false;
  private wakeUp: () => void = () => undefined;

  /** @param sweepMs between looks that nobody asked for */
  constructor(
    database: Database,
    client: BullClient,
    incarnation: Incarnation,
    log: Log,
    sweepMs: number = SWEEP_MS,
  ) {
    this.database = database;
    this.client = client;
    this.incarnation = incarnation;
    this.log = log;
    this.sweepMs = sweepMs;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There may be messages to take. */
  wake(): void {
    this.rung = true;
    this.wakeUp();
  }

  /** Ends after the batch that is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.running;
  }

  /** How long the oldest message has waited to be sent, or to be sent again since it was lost; 0 where all are. */
  async oldestMs(): Promise<number> {
    const [oldest] = await this.database.query<{ since: Date | null }>(OLDEST);
    return oldest?.since ? Math.max(0, Date.now() - oldest.since.getTime()) : 0;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      const begun = performance.now();
      try {
        const full = await this.batch();
        if (failures > 0) this.log.info('messages are relayed again');
        failures = 0;
        if (!full) await this.nextRing(begun);
      } catch (error) {
        failures += 1;
        if (failures === 1) this.log.warn({ err: error }, 'messages can’t be relayed and stay in the outbox');
        await this.pause(Math.min(50 * 2 ** failures, LONGEST_PAUSE_MS));
      }
    }
  }

  /** @returns whether there may be more */
  private async batch(): Promise<boolean> {
    if (!this.client.connected) throw new Error('Redis is away');
    await this.incarnation.check();
    this.rung = false;
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<Row>(TAKE);
      if (rows.length === 0) return false;
      rows.sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
      this.incarnation.sending();
      const lost = rows.filter((row) => row.lost).reverse();
      const fresh = rows.filter((row) => !row.lost);
      await this.client.deliver(fresh.map(messageOf));
      await this.client.deliver(lost.map(messageOf), { givingWay: true });
      this.lastSent = performance.now();
      return fresh.length === MOST_AT_ONCE || lost.length === MOST_LOST_AT_ONCE;
    });
  }

  private async nextRing(begun: number): Promise<void> {
    if (!this.rung && !this.stopping.signal.aborted) await this.rest(this.sweepMs);
    const early = APART_MS - (performance.now() - begun);
    if (early > 0) await this.pause(early);
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

const messageOf = ({ lost: _, occurredAt, ...row }: Row): Message => ({
  ...row,
  occurredAt: occurredAt.toISOString(),
});
