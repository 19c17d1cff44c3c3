import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { BullClient, BullServer, Outbox, QueueProgress, RelayProgress } from '../../src/messaging/index.ts';
import { Database } from '../../src/database/index.ts';
import { Relaying } from '../../src/messaging/relaying.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

describe('messaging that is laid down', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let taken: string[];
  let node: TestNode;
  /** Handlers end when it is resolved. */
  let held: PromiseWithResolvers<void>;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    taken = [];
    held = Promise.withResolvers();
    held.resolve();
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers: [
        handlerOf(Pinged, ({ data }: { data: { key: string } }) => {
          taken.push(data.key);
          return held.promise;
        }),
      ],
    });
  });
  afterEach(async () => {
    held.resolve();
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
    // It would say how old the oldest is.
    expect(await node.app.get(RelayProgress).check()).toEqual({});
    expect([await unsent(), await waiting()]).toEqual([1, 0]);
    relaying.takeUp();
    await toHaveTaken('meanwhile');
  });

  it('lets a handler end that is under way, and takes nothing after it', async () => {
    const server = node.app.get(BullServer);
    held = Promise.withResolvers();
    await tell('under way');
    await toHaveTaken('under way');
    const down = server.layDown();
    await tell('meanwhile');
    await eventually(async () => (await waiting()) === 1, { describe: 'the message waits' });
    held.resolve();
    await down;
    expect([taken, await waiting()]).toEqual([['under way'], 1]);
  });
});
