import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testRedis, type TestRedis } from '@twinshop/testing';
import { KeepCompleteSchedule } from '../src/projection/keep-complete.schedule.ts';
import type { Change } from '../src/projection/projection.ts';
import { dice, OrderTable, Replica, shuffled, trade } from './projected.ts';

const LONGER_THAN_REDIS_HAS_MS = 1_500;

let around: TestRedis;
let table: OrderTable;
let replica: Replica;
let other: Replica;

beforeAll(async () => {
  around = await testRedis();
});
afterAll(() => around.drop());
beforeEach(async () => {
  await around.redis.flushdb();
  table = new OrderTable();
  replica = new Replica(around.url, table);
  other = new Replica(around.url, table);
});
afterEach(() => {
  replica.close();
  other.close();
});

const rebuild = async (by = replica): Promise<void> => (await by.rebuild.start())!.done;

const happen = async (changes: readonly Change[]): Promise<void> => {
  for (const change of changes) table.settle(change);
  await replica.projection.take(changes);
};

const generations = async (): Promise<number> =>
  new Set((await around.redis.keys('{recommendation}:*:*')).map((key) => key.split(':')[1])).size;

describe('a rebuild', () => {
  it('makes what the messages had made', async () => {
    const { products, customers, changes } = trade(900);
    await happen(changes);
    const before = await replica.view(products, customers);
    await rebuild();
    expect(await replica.view(products, customers)).toEqual(before);
    expect(await replica.projection.state()).toMatchObject({ complete: true, building: undefined });
  });

  it('leaves nothing of the old generation', async () => {
    await happen(trade(300).changes);
    await rebuild();
    await rebuild();
    expect(await generations()).toBe(1);
    expect(await around.redis.scard('{recommendation}:generations')).toBe(1);
  });

  it('misses nothing that happens meanwhile, before the page that it is on or after', async () => {
    const { products, customers, changes } = trade(1_000);
    const begin = changes.slice(0, 500);
    await happen(begin);
    const meanwhile = shuffled(changes.slice(500), dice(3));
    table.beforePage = () => happen(meanwhile.splice(0, 120));
    await rebuild();
    await happen(meanwhile);
    const after = await replica.view(products, customers);

    await around.redis.flushdb();
    await replica.projection.take(changes);
    expect(after).toEqual(await replica.view(products, customers));
  });

  it('does not bring back an order that was cancelled after its page was read', async () => {
    const { changes } = trade(50, { cancelled: 0 });
    await happen(changes);
    const gone = changes[20]!.order;
    const pages = table.pages.bind(table);
    table.pages = async function* () {
      for await (const page of pages()) {
        await happen([{ kind: 'cancelled', order: gone }]);
        yield page;
      }
    };
    await rebuild();
    expect(await replica.baskets.contents([gone.orderId])).toEqual([[]]);
  });

  it('serves the old generation until it is done', async () => {
    const { products, changes } = trade(400, { cancelled: 0 });
    await happen(changes);
    const seen: number[] = [];
    table.beforePage = async () => {
      seen.push((await replica.history.alsoBought(products[0]!, 10)).length);
      expect(await other.projection.state()).toMatchObject({ building: { orders: expect.any(Number) } });
    };
    await rebuild();
    expect(seen).toEqual([10, 10, 10, 10, 10]);
  });

  it('is the only one, in all replicas', async () => {
    await happen(trade(100).changes);
    table.beforePage = async (page) => {
      if (page === 0) expect(await other.rebuild.start()).toBeUndefined();
    };
    await rebuild();
    await rebuild(other);
  });

  it('that fails leaves the old generation as it was, and the next clears up', async () => {
    const { products, customers, changes } = trade(400);
    await happen(changes);
    const before = await replica.view(products, customers);
    table.beforePage = (page) => {
      if (page === 2) throw new Error('the orders are away');
    };
    await expect(rebuild()).rejects.toThrow('the orders are away');
    expect(await replica.view(products, customers)).toEqual(before);
    table.beforePage = () => undefined;
    await rebuild();
    expect(await generations()).toBe(1);
  });

  it('goes on after a moment in which Redis is too busy to answer', async () => {
    const { products, customers, changes } = trade(400);
    await happen(changes);
    const before = await replica.view(products, customers);
    table.beforePage = async (page) => {
      if (page === 1) await around.redis.call('CLIENT', 'PAUSE', LONGER_THAN_REDIS_HAS_MS);
    };
    await rebuild();
    expect(await replica.view(products, customers)).toEqual(before);
    expect(await generations()).toBe(1);
  });

  it('whose process was killed is given up, and can’t take over any more', async () => {
    const { products, customers, changes } = trade(400);
    await happen(changes);
    const before = await replica.view(products, customers);
    const killed = (await other.projection.begin())!;
    await other.projection.add(killed, [...table.rows.values()].slice(0, 100));
    expect(await around.redis.pttl('{recommendation}:building')).toBeGreaterThan(20_000);
    await around.redis.del('{recommendation}:building'); // as it runs out
    await expect(other.projection.add(killed, [changes[0]!.order])).rejects.toThrow('SUPERSEDED');
    await expect(other.projection.serve(killed)).rejects.toThrow('was given up');
    await rebuild();
    expect(await replica.view(products, customers)).toEqual(before);
    expect(await generations()).toBe(1);
  });

  it('stops where the process stops', async () => {
    await happen(trade(400).changes);
    table.beforePage = (page) => {
      if (page === 1) void replica.rebuild.beforeApplicationShutdown();
    };
    await expect(rebuild()).rejects.toThrow('the process stops');
    expect(await replica.projection.state()).toMatchObject({ building: undefined });
  });
});

describe('a projection that lacks orders', () => {
  const keep = async (): Promise<KeepCompleteSchedule> => {
    const schedule = new KeepCompleteSchedule(replica.projection, replica.rebuild);
    schedule.onApplicationBootstrap();
    return schedule;
  };

  it('is rebuilt by itself after Redis has lost it', async () => {
    const { products, customers, changes } = trade(500);
    await happen(changes);
    const before = await replica.view(products, customers);
    await around.redis.flushdb();
    expect(await replica.history.alsoBought(products[0]!, 5)).toEqual([]);
    const schedule = await keep();
    await eventually(async () => expect(await replica.view(products, customers)).toEqual(before), {
      within: 30_000,
      describe: 'the projection is back',
    });
    await schedule.beforeApplicationShutdown();
  });

  it('serves what it has heard until then', async () => {
    await replica.projection.take(trade(50, { cancelled: 0 }).changes);
    expect(await replica.projection.state()).toMatchObject({ complete: false });
    expect(await replica.history.bestSellers(5)).toHaveLength(5);
  });

  it('gives way where Redis loses it amid a rebuild', async () => {
    await happen(trade(400).changes);
    table.beforePage = async (page) => {
      if (page === 2) await around.redis.flushdb();
    };
    await expect(rebuild()).rejects.toThrow('SUPERSEDED');
    table.beforePage = () => undefined;
    await rebuild();
    expect(await replica.projection.state()).toMatchObject({ complete: true });
  });
});
