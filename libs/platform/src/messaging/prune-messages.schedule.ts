import { Injectable } from '@nestjs/common';
import { sql, type Database, type Statement } from '../database/index.ts';
import { firstIdSince } from '../values/index.ts';
import { Schedule } from '../schedule/index.ts';

const EVERY_MS = 60_000;
const BATCH = 5_000;
const HOUR_MS = 3_600_000;

/** Long enough to send again what a Redis has lost; ids tell the time, so their index finds what is old (RFC 9562). */
const OUTBOX = sql(
  'prune-outbox',
  `DELETE FROM outbox WHERE event_id IN (
     SELECT event_id FROM outbox
     WHERE event_id < $1 AND published_at < now() - interval '1 hour'
       AND NOT EXISTS (SELECT FROM outbox_lost lost WHERE lost.event_id = outbox.event_id)
     ORDER BY event_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
   RETURNING true`,
);

/** Much longer than an outbox keeps what it could send again. */
const INBOX = sql(
  'prune-inbox',
  `DELETE FROM inbox WHERE (event_id, consumer) IN (
     SELECT event_id, consumer FROM inbox
     WHERE event_id < $1 AND received_at < now() - interval '24 hours'
     ORDER BY event_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
   RETURNING true`,
);

/** Forgets messages that nobody will ask for again, a batch at a time. */
@Injectable()
export class PruneMessages extends Schedule {
  constructor(database: Database) {
    const prune = async (statement: Statement, hours: number, stopping: AbortSignal): Promise<void> => {
      const bound = firstIdSince(Date.now() - hours * HOUR_MS);
      let pruned = BATCH;
      while (pruned === BATCH && !stopping.aborted)
        pruned = (await database.query(statement, [bound])).length;
    };
    super('prune-messages', EVERY_MS, async (stopping) => {
      await prune(OUTBOX, 1, stopping);
      await prune(INBOX, 24, stopping);
    });
  }
}
