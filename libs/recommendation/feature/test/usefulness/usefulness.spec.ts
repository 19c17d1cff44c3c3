import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testRedis, type TestRedis } from '@twinshop/testing';
import { dice, OrderTable, Replica } from '../projected.ts';
import { asOrder, leaveOneOut } from './leave-one-out.ts';
import type { Invoice } from './read-invoices.ts';

/** A shop whose customers furnish one room at a time: 20 rooms of 20 products, and now and then something else. */
const furnishing = (invoices: number): Invoice[] => {
  const roll = dice(5);
  return Array.from({ length: invoices }, (_, n) => {
    const room = Math.min(roll(20), roll(20));
    const products = Array.from({ length: 3 + roll(8) }, () =>
      roll(5) === 0 ? `${roll(20)}/${roll(20)}` : `${room}/${roll(20)}`,
    );
    return { time: String(n), customer: String(roll(300)), products: [...new Set(products)] };
  });
};

describe('recommendations', () => {
  let around: TestRedis;
  let replica: Replica;

  beforeAll(async () => {
    around = await testRedis();
    replica = new Replica(around.url, new OrderTable());
  });
  afterAll(async () => {
    replica.close();
    await around.drop();
  });

  it('find what is missing in a basket at least twice as often as the best sellers do', async () => {
    const invoices = furnishing(1_300);
    const known = invoices.slice(0, 1_000);
    await replica.projection.take(
      known.map((invoice, n) => ({ kind: 'confirmed', order: asOrder(invoice, n) })),
    );
    const hits = await leaveOneOut(replica, invoices.slice(1_000));
    expect(hits.baskets).toBeGreaterThan(290);
    expect(hits.withBasket).toBeGreaterThan(2 * hits.bestSellers);
    expect(hits.withProduct).toBeGreaterThan(2 * hits.bestSellers);
  });
});
