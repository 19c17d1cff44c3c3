import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Database } from '../../src/database/index.ts';
import { messagingMigrations } from '../../src/messaging/index.ts';
import { PruneMessages } from '../../src/messaging/prune-messages.schedule.ts';

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
       SELECT uuidv7(-written), name, now() - written, '', '', '', '{}', now() - sent
       FROM (VALUES ('old', interval '2 hours', interval '61 minutes'),
                    ('sent late', interval '2 hours', interval '10 minutes'),
                    ('unsent', interval '2 hours', NULL),
                    ('new', interval '10 minutes', interval '10 minutes')) AS m (name, written, sent)`,
    );
    await shop.pool.query(
      `INSERT INTO inbox (event_id, consumer, received_at)
       SELECT uuidv7(-written), name, now() - received
       FROM (VALUES ('old', interval '3 days', interval '25 hours'),
                    ('redriven', interval '3 days', interval '1 hour'),
                    ('new', interval '1 hour', interval '1 hour')) AS m (name, written, received)`,
    );
    await pruneUntil(async () => {
      expect(await column('SELECT type AS value FROM outbox ORDER BY type')).toEqual([
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
       SELECT uuidv7(interval '-3 days'), 'test', now() - interval '2 days' FROM generate_series(1, 12000)`,
    );
    await pruneUntil(async () => {
      expect(await column('SELECT count(*)::int AS value FROM inbox')).toEqual([0]);
    });
  });
});
