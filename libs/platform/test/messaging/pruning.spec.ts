import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Database } from '../../src/database/index.ts';
import { messagingMigrations } from '../../src/messaging/index.ts';
import { PruneMessages } from '../../src/messaging/prune-messages.schedule.ts';
import { firstIdSince } from '../../src/values/index.ts';

const hoursAgo = (hours: number): string => firstIdSince(Date.now() - hours * 3_600_000);

describe('messages that nobody will ask for again', () => {
  let shop: TestDatabase;

  beforeEach(async () => {
    shop = await testDatabase();
    for (const Migration of messagingMigrations) await new Migration().up(shop.pool as never);
  });
  afterEach(() => shop.drop());

  /** Runs the schedule until the probe passes. */
  const pruneUntil = async (probe: () => Promise<void>): Promise<void> => {
    const schedule = new PruneMessages(new Database(shop.pool));
    schedule.onApplicationBootstrap();
    await eventually(probe, { describe: 'what is old is gone' });
    await schedule.beforeApplicationShutdown();
  };
  const column = async (text: string): Promise<unknown[]> =>
    (await shop.pool.query<{ value: unknown }>(text)).rows.map(({ value }) => value);

  it('are forgotten: sent an hour ago, or noted a day ago', async () => {
    await shop.pool.query(
      `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data, published_at)
       SELECT id::uuid, name, now(), '', '', '', '{}', now() - sent
       FROM (VALUES ($1, 'old', interval '61 minutes'),
                    ($2, 'sent late', interval '10 minutes'),
                    ($3, 'unsent', NULL),
                    ($4, 'new', interval '61 minutes'),
                    ($5, 'lost', interval '61 minutes')) AS m (id, name, sent)`,
      [hoursAgo(2), hoursAgo(2.1), hoursAgo(2.2), hoursAgo(0.9), hoursAgo(2.3)],
    );
    await shop.pool.query(`INSERT INTO outbox_lost SELECT event_id FROM outbox WHERE type = 'lost'`);
    await shop.pool.query(
      `INSERT INTO inbox (event_id, consumer, received_at)
       SELECT id::uuid, name, now() - received
       FROM (VALUES ($1, 'old', interval '25 hours'),
                    ($2, 'redriven', interval '1 hour'),
                    ($3, 'new', interval '25 hours')) AS m (id, name, received)`,
      [hoursAgo(72), hoursAgo(72.1), hoursAgo(23)],
    );
    await pruneUntil(async () => {
      expect(await column('SELECT type AS value FROM outbox ORDER BY type')).toEqual([
        'lost',
        'new',
        'sent late',
        'unsent',
      ]);
      expect(await column('SELECT consumer AS value FROM inbox ORDER BY consumer')).toEqual([
        'new',
        'redriven',
      ]);
    });
  });

  it('are forgotten a batch at a time, however many', async () => {
    await shop.pool.query(
      `INSERT INTO inbox (event_id, consumer, received_at)
       SELECT id, 'test', now() - interval '2 days' FROM unnest($1::uuid[]) AS id`,
      [Array.from({ length: 12_000 }, (_, nth) => hoursAgo(72 + nth / 1_000))],
    );
    await pruneUntil(async () => {
      expect(await column('SELECT count(*)::int AS value FROM inbox')).toEqual([0]);
    });
  });
});
