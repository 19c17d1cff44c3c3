import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, ownRedis, testDatabase, type OwnRedis, type TestDatabase } from '@twinshop/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { Database, sql } from '../../src/database/index.ts';
import { BullClient, Inbox, Outbox, QueueProgress, RelayProgress } from '../../src/messaging/index.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

const TAKE = sql(
  'take-ping',
  `INSERT INTO effects (key, times) SELECT unnest($1::text[]), 1
   ON CONFLICT (key) DO UPDATE SET times = effects.times + 1`,
);

describe('while Redis', () => {
  let shop: TestDatabase;
  let redis: OwnRedis;
  let nodes: TestNode[];

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), ownRedis()]);
    await shop.pool.query('CREATE TABLE effects (key text PRIMARY KEY, times int NOT NULL)');
    nodes = [];
  });
  afterEach(async () => {
    await Promise.all(nodes.map(({ app }) => app.close()));
    await redis.remove();
    await shop.drop();
  }, 20_000);

  const start = async (takes: 'takes' | 'only sends' = 'takes'): Promise<TestNode> => {
    let together: ((message: Pinged) => Promise<void>) | undefined;
    const handler = handlerOf(Pinged, (message: Pinged) => {
      together ??= node.app.get(Inbox).together<Pinged['data']>('test.take', async (tx, messages) => {
        await tx.query(TAKE, [messages.map(({ data }) => data.key)]);
      });
      return together(message);
    });
    const node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      routes: { pings: [Pinged] },
      ...(takes === 'takes' && { queue: 'pings', subscriptions: [Pinged], controllers: [handler] }),
    });
    nodes.push(node);
    return node;
  };
  const send = (node: TestNode, ...keys: string[]) =>
    node.app.get(Database).transaction((tx) =>
      node.app.get(Outbox).add(
        tx,
        keys.map((key) => ({ type: Pinged, data: { key } })),
      ),
    );
  const taken = async (): Promise<string[]> => {
    const { rows } = await shop.pool.query<{ key: string; times: number }>(
      'SELECT * FROM effects ORDER BY key',
    );
    return rows.map(({ key, times }) => `${key} × ${times}`);
  };
  const allTaken = (...expected: string[]) =>
    eventually(async () => expect(await taken()).toEqual(expected), {
      within: 15_000,
      describe: 'all was taken once',
    });
  const unsent = async (): Promise<number> => {
    const { rows } = await shop.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox
       WHERE published_at IS NULL OR event_id IN (SELECT event_id FROM outbox_lost)`,
    );
    return rows[0]!.n;
  };
  const warnings = ({ logged }: TestNode) => logged.filter(({ level }) => level >= 40).map(({ msg }) => msg);

  it('is away from the start, a process starts all the same, keeps its messages, and sends them later', async () => {
    await redis.kill();
    const node = await start();
    await send(node, 'a', 'b');
    await delay(3_000);
    expect(await unsent()).toBe(2);
    // One line for each connection and one for the relay, however often they tried.
    expect(warnings(node).sort()).toEqual([
      'Redis is away',
      'Redis is away',
      'messages can’t be relayed and stay in the outbox',
    ]);
    await redis.start();
    await allTaken('a × 1', 'b × 1');
  }, 40_000);

  // Workers of BullMQ before 6.3.3 did not come back from an outage of more than about 6 s.
  it('is killed for a while, nothing is lost and nothing happens twice', async () => {
    const [one, other] = [await start(), await start()];
    await send(one, 'before');
    await allTaken('before × 1');
    await redis.kill();
    await send(one, 'during');
    await delay(8_000);
    await redis.start();
    await send(other, 'later');
    await allTaken('before × 1', 'during × 1', 'later × 1');
  }, 60_000);

  it('hangs, who writes messages does not notice, and sending gives up within about a second', async () => {
    const node = await start();
    await send(node, 'before');
    await allTaken('before × 1');
    await redis.hang();
    const begun = performance.now();
    await send(node, 'during');
    expect(performance.now() - begun).toBeLessThan(500);
    await eventually(
      () => expect(warnings(node)).toContain('messages can’t be relayed and stay in the outbox'),
      {
        within: 3_000,
        describe: 'sending was given up',
      },
    );
    await redis.goOn();
    await allTaken('before × 1', 'during × 1');
  }, 40_000);

  it('is away, sending fails within about a second, and again and again', async () => {
    const node = await start('only sends');
    await send(node, 'before');
    await eventually(async () => expect(await unsent()).toBe(0), { describe: 'it was sent' });
    await redis.kill();
    for (let time = 0; time < 3; time += 1) {
      const begun = performance.now();
      await expect(
        new Promise((resolve, reject) =>
          node.app
            .get(BullClient)
            .emit(Pinged.name, { key: 'x' })
            .subscribe({ complete: () => resolve(0), error: reject }),
        ),
      ).rejects.toThrow();
      expect(performance.now() - begun).toBeLessThan(1_500);
    }
  }, 40_000);

  it('is away, a process stays ready for the orders that it can accept, and says that Redis is away', async () => {
    const node = await start();
    await redis.kill();
    await send(node, 'a');
    await eventually(
      async () => expect(await node.app.get(QueueProgress).check()).toEqual({ redis: 'away' }),
      {
        describe: 'readiness tells of it',
      },
    );
    expect(await node.app.get(RelayProgress).check()).toMatchObject({ redis: 'away' });
    expect(await node.registry.metrics()).toContain('redis_connected 0');
  }, 40_000);

  it('is away, a process stops all the same', async () => {
    const node = await start();
    await redis.kill();
    const begun = performance.now();
    nodes = [];
    await node.app.close();
    expect(performance.now() - begun).toBeLessThan(3_000);
  }, 40_000);

  it('has never been there, a process stops all the same', async () => {
    await redis.kill();
    const node = await start();
    const begun = performance.now();
    nodes = [];
    await node.app.close();
    expect(performance.now() - begun).toBeLessThan(3_000);
  }, 40_000);

  const inQueue = (node: TestNode) =>
    node.app.get(BullClient).queue('pings').getJobCountByTypes('waiting', 'prioritized');
  const sentAgain = (node: TestNode, count: number) =>
    eventually(async () => expect(await inQueue(node)).toBe(count), {
      within: 15_000,
      describe: `${count} messages are in the queue again`,
    });

  it('has lost all its data, everything that the outbox still has is sent again', async () => {
    const node = await start('only sends');
    await send(node, 'a', 'b', 'c');
    await sentAgain(node, 3);
    await shop.pool.query(`UPDATE outbox SET published_at = published_at - interval '50 minutes'`);
    await redis.kill();
    await redis.start('afresh');
    await sentAgain(node, 3);
    await eventually(async () => expect(await unsent()).toBe(0), { describe: 'it is marked so' });
  }, 40_000);

  it('is emptied while it runs, everything that the outbox still has is sent again', async () => {
    const node = await start('only sends');
    await send(node, 'a', 'b', 'c');
    await sentAgain(node, 3);
    await node.app.get(BullClient).unwrap().flushall();
    await sentAgain(node, 3);
  }, 40_000);

  it('is emptied while it runs, what is new is taken before all that is sent again, and of that the latest first', async () => {
    const sender = await start('only sends');
    const old = Array.from({ length: 2_000 }, (_, nth) => `${nth}`);
    await send(sender, ...old);
    await sentAgain(sender, 2_000);
    await sender.app.get(BullClient).unwrap().flushall();
    await sentAgain(sender, 2_000);
    await send(sender, 'new');
    await sentAgain(sender, 2_001);
    const arrived: string[] = [];
    nodes.push(
      await startNode({
        databaseUrl: shop.url,
        redisUrl: redis.url,
        routes: { pings: [Pinged] },
        queue: 'pings',
        subscriptions: [Pinged],
        concurrency: 1,
        controllers: [handlerOf(Pinged, ({ data }: Pinged) => void arrived.push(data.key))],
      }),
    );
    await eventually(() => expect(arrived).toHaveLength(2_001), { within: 15_000, describe: 'all arrived' });
    expect(arrived).toEqual(['new', ...old.reverse()]);
  }, 40_000);

  it('crashed, what it acknowledged shortly before is sent again, and not what is old', async () => {
    const node = await start('only sends');
    const [old] = await send(node, 'old');
    const [recent] = await send(node, 'recent');
    await sentAgain(node, 2);
    await shop.pool.query(
      `UPDATE outbox SET published_at = published_at - interval '1 minute' WHERE event_id = $1`,
      [old!.eventId],
    );
    // As a crash that takes the last second with it would leave it; on the disk, for the crash not to take that with it.
    await node.app.get(BullClient).unwrap().config('SET', 'appendfsync', 'always');
    const queue = node.app.get(BullClient).queue('pings');
    await queue.drain();
    await redis.kill();
    await redis.start();
    await sentAgain(node, 1);
    expect((await queue.getWaiting()).map(({ id }) => id)).toEqual([recent!.eventId]);
  }, 40_000);

  it('was another one when the process stopped, the next process knows', async () => {
    const node = await start('only sends');
    await send(node, 'a');
    await sentAgain(node, 1);
    nodes = [];
    await node.app.close();
    await redis.kill();
    await redis.start('afresh');
    await sentAgain(await start('only sends'), 1);
  }, 40_000);
});

describe('while the database is away', () => {
  let shop: TestDatabase;
  let redis: OwnRedis;
  let node: TestNode;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), ownRedis()]);
  });
  afterEach(async () => {
    await node.app.close();
    await redis.remove();
    await shop.drop();
  }, 20_000);

  it('a message is tried until it is back, more often than one that fails by its own fault', async () => {
    const attempts = 2;
    let tried = 0;
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers: [
        handlerOf(Pinged, () => {
          tried += 1;
          if (tried <= attempts + 2) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        }),
      ],
    });
    const queue = node.app.get(BullClient).queue('pings');
    queue.jobsOpts.attempts = attempts;
    await node.app
      .get(Database)
      .transaction((tx) => node.app.get(Outbox).add(tx, [{ type: Pinged, data: { key: 'a' } }]));
    await eventually(() => expect(tried).toBe(attempts + 3), {
      within: 15_000,
      describe: 'it was taken at last',
    });
    await eventually(
      async () =>
        expect(await queue.getJobCounts('failed', 'delayed', 'active')).toEqual({
          failed: 0,
          delayed: 0,
          active: 0,
        }),
      {
        describe: 'it is gone',
      },
    );
  }, 40_000);
});
