import type { Redis } from 'ioredis';
import { sql, type Database, type Transaction } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import { newId } from '../values/index.ts';

/** A key that only a Redis has which still has its data: whoever finds none puts one there. */
const MARKER = 'twinshop:messaging:incarnation';

/** Milliseconds between two looks at the marker, which a FLUSHALL takes away without a connection being lost. */
const LOOK_EVERY_MS = 1_000;

/** What Redis acknowledged, it may lose with a crash for about two seconds (`appendfsync everysec`). */
const MAY_BE_LOST = '15 seconds';

const ALL_PUBLISHED_BATCH = 10_000;

const CONFIRM = sql(
  'confirm-incarnation',
  `UPDATE outbox_destination SET confirmed_at = now() WHERE marker = $1 AND run_id = $2 RETURNING true AS confirmed`,
);
const KNOWN = sql(
  'known-incarnation',
  `SELECT marker, run_id AS "runId", (confirmed_at - interval '${MAY_BE_LOST}')::text AS since
   FROM outbox_destination FOR UPDATE`,
);
const REMEMBER = sql(
  'remember-incarnation',
  `INSERT INTO outbox_destination (marker, run_id) VALUES ($1, $2)
   ON CONFLICT (only_one) DO UPDATE SET marker = EXCLUDED.marker, run_id = EXCLUDED.run_id, confirmed_at = now()`,
);
/**
 * They are few, and somebody may wait for each: they go as if they had never been sent. Rows that are being pruned are waited
 * for and others taken in their stead (`FOR UPDATE`): only the last batch is short.
 */
const SEND_RECENT_AGAIN = sql(
  'send-recent-outbox-again',
  `WITH recent AS (
     UPDATE outbox SET published_at = NULL
     WHERE event_id IN (SELECT event_id FROM outbox WHERE event_id > $1 AND published_at >= $2
                        ORDER BY event_id LIMIT ${ALL_PUBLISHED_BATCH} FOR UPDATE)
     RETURNING event_id
   ),
   noted AS (DELETE FROM outbox_lost USING recent WHERE outbox_lost.event_id = recent.event_id)
   SELECT event_id AS last, count(*) OVER ()::int AS messages FROM recent ORDER BY event_id DESC LIMIT 1`,
);
/** An hour of them, almost all of which were taken: they give way to what is new. Rows that are being pruned as above. */
const SEND_ALL_AGAIN = sql(
  'send-all-outbox-again',
  `WITH lost AS MATERIALIZED (
     SELECT event_id FROM outbox WHERE event_id > $1 AND published_at IS NOT NULL
     ORDER BY event_id LIMIT ${ALL_PUBLISHED_BATCH} FOR KEY SHARE
   ),
   noted AS (INSERT INTO outbox_lost (event_id) SELECT event_id FROM lost ON CONFLICT DO NOTHING)
   SELECT event_id AS last, count(*) OVER ()::int AS messages FROM lost ORDER BY event_id DESC LIMIT 1`,
);

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Identity {
  marker: string;
  runId: string;
}

/**
 * Knows whether Redis is still the one that the outbox was sent to. The outbox remembers which it was; where Redis crashed
 * since then, it may have lost its last seconds, and what was sent shortly before is sent again; where it lost all its
 * data, everything that the outbox still has, after what is new. Inboxes leave aside what they know.
 */
export class Incarnation {
  private readonly database: Database;
  private readonly redis: Redis;
  private readonly log: Log;
  /** Counts the connections that were made: each may be to another run of the server. */
  private connections = 0;
  private unconfirmed = false;
  /** `at`: as `performance.now()` tells it. A wall clock that is set back would keep the next look away for as long. */
  private seen: (Identity & { connection: number; at: number }) | undefined;

  constructor(database: Database, redis: Redis, log: Log) {
    this.database = database;
    this.redis = redis;
    this.log = log;
    redis.on('ready', () => (this.connections += 1));
  }

  /**
   * To be called before messages are sent; almost always answers at once.
   * @throws while Redis or the database is away
   */
  async check(): Promise<void> {
    const { seen, connections: connection } = this;
    const known = seen?.connection === connection;
    if (known && performance.now() - seen.at < LOOK_EVERY_MS) return;
    const marker = await this.marker();
    const runId = known ? seen.runId : await this.runId();
    if (!known || this.unconfirmed || seen.marker !== marker) await this.confirm({ marker, runId });
    this.unconfirmed = false;
    this.seen = { marker, runId, connection, at: performance.now() };
  }

  /** To be called when messages are sent, so that it is remembered until when Redis was the same. */
  sending(): void {
    this.unconfirmed = true;
  }

  private async marker(): Promise<string> {
    await this.redis.set(MARKER, newId(), 'NX');
    return (await this.redis.get(MARKER)) ?? '';
  }

  private async runId(): Promise<string> {
    return /^run_id:(\w+)/m.exec(await this.redis.info('server'))?.[1] ?? '';
  }

  private async confirm({ marker, runId }: Identity): Promise<void> {
    const [confirmed] = await this.database.query(CONFIRM, [marker, runId]);
    if (confirmed !== undefined) return;
    const again = await this.database.transaction(async (tx) => {
      const [known] = await tx.query<Identity & { since: string }>(KNOWN);
      const again = known === undefined ? 0 : await sendAgain(tx, known, { marker, runId });
      await tx.query(REMEMBER, [marker, runId]);
      return again;
    });
    if (again > 0) this.log.warn({ messages: again }, 'Redis is not as it was: messages are sent again');
  }
}

/** @returns how many messages it will be; none where another relay has seen to it */
const sendAgain = async (
  tx: Transaction,
  known: Identity & { since: string },
  now: Identity,
): Promise<number> => {
  if (known.marker === now.marker && known.runId === now.runId) return 0;
  const [statement, values] =
    known.marker === now.marker ? [SEND_RECENT_AGAIN, [known.since]] : [SEND_ALL_AGAIN, []];
  let again = 0;
  for (let after = FIRST_ID; ;) {
    const [batch] = await tx.query<{ last: string; messages: number }>(statement, [after, ...values]);
    again += batch?.messages ?? 0;
    if (batch === undefined || batch.messages < ALL_PUBLISHED_BATCH) return again;
    after = batch.last;
  }
};
