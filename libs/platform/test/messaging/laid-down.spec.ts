import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { BullClient, BullServer, Outbox, QueueProgress } from '../../src/messaging/index.ts';
import { Database } from '../../src/database/index.ts';
import { Relaying } from '../../src/messaging/relaying.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

describe('messaging that is laid down', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let taken: string[];
  let node: TestNode;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    taken = [];
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers: [handlerOf(Pinged, ({ data }: { data: { key: string } }) => taken.push(data.key))],
    });
  });
  afterEach(async () => {
    await node.app.close();
    await Promise.all([shop.drop(), redis.drop()]);
  });

  const tell = (key: string) =>
    node.app
      .get(Database)
      .transaction((tx) => node.app.get(Outbox).add(tx, [{ type: Pinged, data: { key } }]));
  const waiting = () => node.app.get(BullClient).queue('pings').getWaitingCount();
  const unsent = async () =>
    (await shop.pool.query('SELECT FROM outbox WHERE published_at IS NULL')).rowCount;
  const toHaveTaken = (...keys: string[]) =>
    eventually(() => expect(taken).toEqual(keys), { describe: `it has taken ${keys.join(', ')}` });

  it('takes nothing from its queue until it is taken up again, and is ready meanwhile', async () => {
    const server = node.app.get(BullServer);
    await tell('before');
    await toHaveTaken('before');
    await server.layDown();
    await tell('meanwhile');
    await eventually(async () => (await waiting()) === 1, { describe: 'the message waits' });
    expect(await node.app.get(QueueProgress).check()).toEqual({ redis: 'connected', standingBy: true });
    expect(taken).toEqual(['before']);
    server.takeUp();
    await toHaveTaken('before', 'meanwhile');
    expect(await node.app.get(QueueProgress).check()).toEqual({ redis: 'connected', waiting: 0 });
  });

  it('sends nothing from its outbox until it is taken up again', async () => {
    const relaying = node.app.get(Relaying);
    await relaying.layDown();
    await tell('meanwhile');
    expect([await unsent(), await waiting()]).toEqual([1, 0]);
    relaying.takeUp();
    await toHaveTaken('meanwhile');
  });

  it('ends with its process', async () => {
    await Promise.all([node.app.get(BullServer).layDown(), node.app.get(Relaying).layDown()]);
    await node.app.close();
    const { rows } = await shop.pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM pg_stat_activity
       WHERE datname = current_database() AND application_name <> '' AND pid <> pg_backend_pid()
         AND application_name IN ('messaging-test', 'outbox-doorbell')`,
    );
    expect(rows[0]!.left).toBe(0);
  });
});
