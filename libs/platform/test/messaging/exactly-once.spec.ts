import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { Queue } from 'bullmq';
import { Database, sql } from '../../src/database/index.ts';
import { Inbox, Outbox, type Effect } from '../../src/messaging/index.ts';
import { toMessage } from '../../src/messaging/outbox.ts';
import { handlerOf, Pinged, Ponged, startNode, type TestNode } from './node.ts';

const MESSAGES = 1_000;
const COUNT = sql(
  'count-effects',
  `INSERT INTO effects (key, times) SELECT unnest($1::text[]), 1
   ON CONFLICT (key) DO UPDATE SET times = effects.times + 1`,
);

/** Fisher and Yates, with numbers that are the same in each run. */
const shuffled = <Value>(values: readonly Value[]): Value[] => {
  const mixed = [...values];
  let seed = 7;
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    seed = (seed * 16_807) % 2_147_483_647;
    const other = seed % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
};

describe('a thousand messages that come twice and in any order', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let nodes: TestNode[] = [];
  let queue: Queue;

  beforeAll(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    queue = new Queue('pings', { connection: redis.redis });
  });
  afterAll(async () => {
    await queue.close();
    await Promise.all([shop.drop(), redis.drop()]);
  });

  /** Two processes that take from one queue. */
  const startPair = async (effectOf: (node: () => TestNode) => (message: Pinged) => Promise<void>) => {
    nodes = [];
    for (const index of [0, 1]) {
      nodes.push(
        await startNode({
          databaseUrl: shop.url,
          redisUrl: redis.url,
          queue: 'pings',
          subscriptions: [Pinged],
          routes: { pings: [Pinged] },
          controllers: [
            handlerOf(
              Pinged,
              effectOf(() => nodes[index]!),
            ),
          ],
        }),
      );
    }
    await shop.pool.query(
      'DROP TABLE IF EXISTS effects; CREATE TABLE effects (key text PRIMARY KEY, times int NOT NULL)',
    );
  };
  const stop = () => Promise.all(nodes.map(({ app }) => app.close()));

  /** A queue lets an id in once, so a second delivery is forced by another id for the same message. */
  const sendAllTwice = async (): Promise<void> => {
    const messages = Array.from({ length: MESSAGES }, (_, n) =>
      toMessage({ type: Pinged, data: { key: `key-${n}` } }),
    );
    const twice = shuffled([
      ...messages.map((data) => ({ data, jobId: data.eventId })),
      ...messages.map((data) => ({ data, jobId: `${data.eventId}-again` })),
    ]);
    await queue.addBulk(twice.map(({ data, jobId }) => ({ name: Pinged.name, data, opts: { jobId } })));
    await eventually(
      async () =>
        expect(await queue.getJobCounts('waiting', 'active', 'delayed', 'failed')).toMatchObject({
          waiting: 0,
          active: 0,
          delayed: 0,
          failed: 0,
        }),
      { within: 20_000, describe: 'all was taken' },
    );
  };
  const effects = async () => {
    const { rows } = await shop.pool.query(
      'SELECT count(*)::int AS keys, sum(times)::int AS times, max(times) AS most FROM effects',
    );
    return rows[0] as { keys: number; times: number; most: number };
  };

  it('take effect once each, and what they cause is written once each', async () => {
    const effect: (outbox: () => Outbox) => Effect<Pinged['data']> = (outbox) => async (tx, messages) => {
      await tx.query(COUNT, [messages.map(({ data }) => data.key)]);
      await outbox().add(
        tx,
        messages.map((cause) => ({ type: Ponged, data: cause.data, cause })),
      );
    };
    await startPair((node) => {
      let handle: ((message: Pinged) => Promise<void>) | undefined;
      return (message) => {
        handle ??= node()
          .app.get(Inbox)
          .together(
            'test.count',
            effect(() => node().app.get(Outbox)),
          );
        return handle(message);
      };
    });
    await sendAllTwice();
    expect(await effects()).toEqual({ keys: MESSAGES, times: MESSAGES, most: 1 });
    const { rows } = await shop.pool.query(
      'SELECT count(*)::int AS all, count(DISTINCT causation_id)::int AS causes FROM outbox',
    );
    expect(rows).toEqual([{ all: MESSAGES, causes: MESSAGES }]);
    await stop();
  }, 60_000);

  it('take effect twice where there is no inbox', async () => {
    await startPair(
      (node) =>
        ({ data }) =>
          node()
            .app.get(Database)
            .transaction(async (tx) => void (await tx.query(COUNT, [[data.key]]))),
    );
    await sendAllTwice();
    expect(await effects()).toEqual({ keys: MESSAGES, times: 2 * MESSAGES, most: 2 });
    await stop();
  }, 60_000);
});
