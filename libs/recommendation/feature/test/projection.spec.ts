import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testRedis, type TestRedis } from '@twinshop/testing';
import type { BoughtTogether } from '@twinshop/recommendation-contracts';
import { mostBought } from '../src/domain/ranking.ts';
import type { Change } from '../src/projection/projection.ts';
import { dice, OrderTable, Replica, shuffled, trade } from './projected.ts';

let around: TestRedis;
let table: OrderTable;
let replica: Replica;

beforeAll(async () => {
  around = await testRedis();
});
afterAll(() => around.drop());
beforeEach(async () => {
  await around.redis.flushdb();
  table = new OrderTable();
  replica = new Replica(around.url, table);
});
afterEach(() => replica.close());

const rebuild = async (): Promise<void> => (await replica.rebuild.start())!.done;

const order = (n: number, products: string, customerId = 'ann') => ({
  orderId: String(n).padStart(5, '0'),
  customerId,
  lines: [...products].map((productId) => ({ productId })),
});
const confirmed = (n: number, products: string, customer?: string): Change => ({
  kind: 'confirmed',
  order: order(n, products, customer),
});
const cancelled = (n: number, products: string, customer?: string): Change => ({
  kind: 'cancelled',
  order: order(n, products, customer),
});
const keys = async (pattern: string): Promise<string[]> =>
  (await around.redis.keys(`{recommendation}:*:${pattern}`))
    .map((key) => key.split(':').slice(2).join(':'))
    .sort();

describe('the projection', () => {
  it('knows of each product its latest orders, of each order its basket, of each customer what they bought', async () => {
    await replica.projection.take([confirmed(1, 'ab'), confirmed(2, 'bc', 'bob'), confirmed(3, 'b')]);
    const { baskets } = replica;
    expect(await baskets.having(['a', 'b', 'z'], 10)).toEqual([['00001'], ['00003', '00002', '00001'], []]);
    expect(await baskets.having(['b'], 2)).toEqual([['00003', '00002']]);
    expect(await baskets.contents(['00002', '00009'])).toEqual([['b', 'c'], []]);
    expect(await baskets.ofCustomer('ann', 10)).toEqual([['b'], ['a', 'b']]);
    expect(await baskets.latest(2)).toEqual([['b'], ['b', 'c']]);
  });

  it('takes a message that comes again for the same', async () => {
    await replica.projection.take([confirmed(1, 'ab'), confirmed(1, 'ab')]);
    await replica.projection.take([confirmed(1, 'ab')]);
    expect(await replica.baskets.having(['a'], 10)).toEqual([['00001']]);
    expect(await around.redis.hget((await around.redis.keys('*order:00001'))[0]!, 'windows')).toBe('4');
  });

  it.each([
    ['after', [confirmed(1, 'ab'), cancelled(1, 'ab')]],
    ['before', [cancelled(1, 'ab'), confirmed(1, 'ab')]],
    ['between two deliveries of', [confirmed(1, 'ab'), cancelled(1, 'ab'), confirmed(1, 'ab')]],
  ])('forgets an order whose cancellation comes %s its confirmation', async (_, changes) => {
    for (const change of changes) await replica.projection.take([change]);
    expect(await keys('*')).toEqual([]);
  });

  it('is after 1,000 messages twice and in any order what it is after each once and in order', async () => {
    const { products, customers, changes } = trade(950);
    const ordered = changes.slice(0, 1_000);
    await replica.projection.take(ordered);
    const expected = await replica.view(products, customers);
    for (const seed of [1, 2, 3]) {
      await around.redis.flushdb();
      await rebuild();
      const twice = shuffled([...ordered, ...ordered], dice(seed));
      const sizes = dice(seed);
      while (twice.length > 0) await replica.projection.take(twice.splice(0, 1 + sizes(20)));
      expect(await replica.projection.state()).toMatchObject({ complete: true });
      expect(await replica.view(products, customers)).toEqual(expected);
    }
  });

  it('is the same where several processes take the messages, each some and some twice', async () => {
    const { products, customers, changes } = trade(600);
    await replica.projection.take(changes);
    const expected = await replica.view(products, customers);
    await around.redis.flushdb();
    const others = [new Replica(around.url, new OrderTable()), new Replica(around.url, new OrderTable())];
    const messages = shuffled([...changes, ...changes], dice(9));
    await Promise.all(messages.map((message, n) => [replica, ...others][n % 3]!.projection.take([message])));
    expect(await replica.view(products, customers)).toEqual(expected);
    for (const other of others) other.close();
  });

  it('says of itself what the orders say', async () => {
    const { products, changes } = trade(900);
    await replica.projection.take(changes);
    for (const change of changes) table.settle(change);
    const all = table.latestFirst();
    expect(await replica.baskets.having(products, 100)).toEqual(
      products.map((id) =>
        all
          .filter(({ lines }) => lines.some(({ productId }) => productId === id))
          .map(({ orderId }) => orderId)
          .slice(0, 100),
      ),
    );
    expect(await replica.history.bestSellers(100)).toEqual(
      mostBought(all.map(({ lines }) => lines.map(({ productId }) => productId))),
    );
  });

  it('keeps no more orders than recommendations can look at, however many there were', async () => {
    const many = Array.from({ length: 1_500 }, (_, n) => confirmed(n, 'ab'));
    await replica.projection.take(many);
    const sizes = await Promise.all(
      ['latest', 'product:a', 'customer:ann'].map(async (set) =>
        around.redis.zcard((await around.redis.keys(`*:${set}`))[0]!),
      ),
    );
    expect(sizes).toEqual([1_200, 120, 20]);
    expect(await keys('order:*')).toHaveLength(1_200);
    expect(await around.redis.object('ENCODING', (await around.redis.keys('*:product:a'))[0]!)).toBe(
      'listpack',
    );
  });

  it('lets an order go with the last set that has it', async () => {
    await replica.projection.take([confirmed(0, 'z', 'zoe')]);
    await replica.projection.take(Array.from({ length: 1_300 }, (_, n) => confirmed(n + 1, 'a')));
    expect(await replica.baskets.contents(['00000', '00001'])).toEqual([['z'], []]);
    await replica.projection.take(Array.from({ length: 200 }, (_, n) => confirmed(n + 2_000, 'z', 'zoe')));
    expect(await replica.baskets.contents(['00000'])).toEqual([[]]);
  });

  it('takes an order of 500 lines in one go', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => ({ productId: `p${n}` }));
    await replica.projection.take([{ kind: 'confirmed', order: { orderId: '1', customerId: 'ann', lines } }]);
    expect((await replica.baskets.contents(['1']))[0]).toHaveLength(500);
    expect(await replica.history.alsoBought('p7', 100)).toHaveLength(100);
  });

  it('knows when so much was cancelled that it lacks an order that it let go of', async () => {
    await rebuild();
    await replica.projection.take(Array.from({ length: 130 }, (_, n) => confirmed(n, 'a', `c${n}`)));
    await replica.projection.take(
      Array.from({ length: 20 }, (_, n) => cancelled(100 + n, 'a', `c${100 + n}`)),
    );
    expect(await replica.projection.state()).toMatchObject({ complete: true });
    await replica.projection.take([cancelled(120, 'a', 'c120')]);
    expect(await replica.projection.state()).toMatchObject({ complete: false });
  });

  it('takes back no order that it let go of, as it may lack later ones', async () => {
    await rebuild();
    const many = Array.from({ length: 140 }, (_, n) => confirmed(n + 1, 'a', `c${n + 1}`));
    const cancel = (from: number, to: number): Promise<void> =>
      replica.projection.take(many.slice(from - 1, to).map((change) => ({ ...change, kind: 'cancelled' })));
    await replica.projection.take(many);
    await cancel(131, 140);
    await replica.projection.take(many.slice(0, 10));
    const [kept] = await replica.baskets.having(['a'], 200);
    expect([kept!.length, kept!.at(-1)]).toEqual([110, '00021']);
    await cancel(121, 130);
    expect(await replica.projection.state()).toMatchObject({ complete: true });
    await cancel(120, 120);
    expect(await replica.projection.state()).toMatchObject({ complete: false });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'lacks nothing while it says so, whatever comes again, late and out of order (seed %i)',
    async (seed) => {
      const roll = dice(seed);
      const customers = ['ann', 'bob', 'cem'];
      const orders = Array.from({ length: 400 }, (_, n) => ({
        ...order(n, '', customers[roll(3)]),
        lines: [{ productId: 'a' }, { productId: `only-in-${n}` }],
      }));
      const some = (kind: Change['kind'], among: readonly BoughtTogether[], share: number): Change[] =>
        among.filter(() => roll(100) < share).map((order) => ({ kind, order }));
      const seen = { complete: 0, incomplete: 0 };
      await rebuild();
      for (let placed = 50; placed <= orders.length; placed += roll(2) * roll(60)) {
        const known = orders.slice(0, placed);
        const changes = shuffled(
          [
            ...some('confirmed', known.slice(-60), 70),
            ...some('confirmed', known, 20),
            ...some('cancelled', known.slice(-60), roll(3) === 0 ? 60 : 2),
          ],
          roll,
        );
        for (const change of changes) table.settle(change);
        await replica.projection.take(changes);
        const { complete } = await replica.projection.state();
        seen[complete ? 'complete' : 'incomplete'] += 1;
        if (!complete) await rebuild();
        const latest = table.latestFirst();
        expect(await replica.baskets.having(['a'], 100)).toEqual([
          latest.slice(0, 100).map(({ orderId }) => orderId),
        ]);
        for (const customer of customers) {
          const theirs = latest.filter(({ customerId }) => customerId === customer).slice(0, 10);
          expect(await replica.baskets.ofCustomer(customer, 10)).toEqual(
            theirs.map(({ lines }) => lines.map(({ productId }) => productId)),
          );
        }
      }
      expect(seen.incomplete).toBeGreaterThan(0);
      expect(seen.complete).toBeGreaterThan(seen.incomplete);
    },
  );

  it('lacks nothing where a product was never in more orders than are kept', async () => {
    await rebuild();
    await replica.projection.take(Array.from({ length: 110 }, (_, n) => confirmed(n, 'a', `c${n}`)));
    await replica.projection.take(Array.from({ length: 60 }, (_, n) => cancelled(n, 'a', `c${n}`)));
    expect(await replica.projection.state()).toMatchObject({ complete: true });
  });
});
