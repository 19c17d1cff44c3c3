import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { Message } from '../messages/index.ts';
import type { BullClient } from './bull.client.ts';
import type { Incarnation } from './incarnation.ts';

const MOST_AT_ONCE = 500;
/** Few, for new messages wait until a batch is sent that is under way. */
const MOST_LOST_AT_ONCE = 100;
/** For rows that nobody rang for: their process died between commit and relay. */
const SWEEP_MS = 1_000;
/** Between the begins of two batches, so that under load each carries more; a message that comes alone waits for nothing. */
const APART_MS = 4;
const LONGEST_PAUSE_MS = 1_000;

const LAZILY = `lazily AS MATERIALIZED (
     SELECT set_config('synchronous_commit', 'off', true), (SELECT only_one FROM outbox_destination FOR KEY SHARE)
   )`;
const RETURNING = `RETURNING outbox.event_id AS "eventId", type, occurred_at AS "occurredAt", correlation_id AS "correlationId",
             causation_id AS "causationId", traceparent, data`;

/**
 * Marks and reads at once; the mark holds if the transaction commits, which it does once the messages are sent. Rows that
 * another relay has at the moment are left to it. Where PostgreSQL crashes and loses the mark, the message goes out twice,
 * which inboxes are for: so nobody waits for a disk (`synchronous_commit`).
 *
 * A relay that finds that Redis lost its data waits for the batches under way (`KEY SHARE`): it could not see what they sent
 * before, and would send all again but that.
 */
const TAKE = sql(
  'take-from-outbox',
  `WITH ${LAZILY},
   next AS MATERIALIZED (
     SELECT event_id FROM outbox, lazily
     WHERE published_at IS NULL
     ORDER BY event_id
     LIMIT ${MOST_AT_ONCE}
     FOR UPDATE OF outbox SKIP LOCKED
   )
   UPDATE outbox SET published_at = now() FROM next WHERE outbox.event_id = next.event_id
   ${RETURNING}`,
);

/**
 * As above, of what Redis has lost. The latest first, for that had hardly been taken. Arrays, for a plan that was made while
 * the tables were empty would join by reading all of the outbox.
 */
const TAKE_LOST = sql(
  'take-lost-from-outbox',
  `WITH ${LAZILY},
   next AS MATERIALIZED (
     SELECT event_id FROM outbox_lost, lazily
     ORDER BY event_id DESC
     LIMIT ${MOST_LOST_AT_ONCE}
     FOR UPDATE OF outbox_lost SKIP LOCKED
   ),
   found AS (DELETE FROM outbox_lost WHERE event_id = ANY (ARRAY(SELECT event_id FROM next)))
   UPDATE outbox SET published_at = now() WHERE event_id = ANY (ARRAY(SELECT event_id FROM next))
   ${RETURNING}`,
);

const OLDEST = sql(
  'oldest-in-outbox',
  `SELECT least(
     (SELECT occurred_at FROM outbox WHERE published_at IS NULL ORDER BY event_id LIMIT 1),
     (SELECT since FROM outbox_lost ORDER BY event_id LIMIT 1)
   ) AS since`,
);

type Row = Omit<Message, 'occurredAt'> & { occurredAt: Date };

/**
 * Takes messages from the outbox to their queues, each at least once. Any number of relays share one outbox. Rows are found
 * by not being marked, never by a cursor: ids and sequences commit out of order, and a cursor skips what commits late.
 *
 * What Redis has lost goes when nothing new is left, a little at a time; and gives way in its queue too.
 */
export class Relay {
  /** When messages were last sent; as `performance.now()` tells it. */
  lastSent = -Infinity;
  private readonly database: Database;
  private readonly client: BullClient;
  private readonly incarnation: Incarnation;
  private readonly log: Log;
  private readonly sweepMs: number;
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private rung = false;
  private wakeUp: () => void = () => undefined;
  private nextLookForLost = -Infinity;

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
    if (this.begun) return;
    this.stopping = new AbortController();
    this.running = this.run();
  }

  /** Whether it takes messages: the outbox of a process that stands by is somebody else's to empty. */
  get begun(): boolean {
    return this.running !== undefined;
  }

  /** There may be messages to take. */
  wake(): void {
    this.rung = true;
    this.wakeUp();
  }

  /** Ends after the batch that is under way; may be started again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.running;
    this.running = undefined;
  }

  /** How long the oldest message has waited to be sent, or since it was lost to be sent again; 0 where none waits. */
  async oldestMs(): Promise<number> {
    const [oldest] = await this.database.query<{ since: Date | null }>(OLDEST);
    return oldest?.since ? Math.max(0, Date.now() - oldest.since.getTime()) : 0;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      const begun = performance.now();
      try {
        const full = (await this.batch()) === MOST_AT_ONCE || (await this.lostBatch()) === MOST_LOST_AT_ONCE;
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

  private async batch(): Promise<number> {
    if (!this.client.connected) throw new Error('Redis is away');
    await this.incarnation.check();
    this.rung = false;
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<Row>(TAKE);
      if (rows.length === 0) return 0;
      rows.sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
      await this.send(rows);
      return rows.length;
    });
  }

  /** Almost never are there any, so that it looks as seldom as nobody rings. */
  private async lostBatch(): Promise<number> {
    if (performance.now() < this.nextLookForLost) return 0;
    const taken = await this.database.transaction(async (tx) => {
      const rows = await tx.query<Row>(TAKE_LOST);
      if (rows.length === 0) return 0;
      rows.sort((a, b) => (a.eventId > b.eventId ? -1 : 1));
      await this.send(rows, { givingWay: true });
      return rows.length;
    });
    if (taken < MOST_LOST_AT_ONCE) this.nextLookForLost = performance.now() + this.sweepMs;
    return taken;
  }

  private async send(rows: readonly Row[], options?: { givingWay: boolean }): Promise<void> {
    this.incarnation.sending();
    await this.client.deliver(rows.map(messageOf), options);
    this.lastSent = performance.now();
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

const messageOf = (row: Row): Message => ({ ...row, occurredAt: row.occurredAt.toISOString() });
