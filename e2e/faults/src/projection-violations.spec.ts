import { describe, expect, it } from '@jest/globals';
import { projectionViolations } from './projection-violations.ts';
import type { OrderRow } from './snapshot.ts';

const order = (id: string, status: OrderRow['status']): OrderRow => ({
  id,
  status,
  customer: 'ada',
  key: id,
  total: 500,
  lines: [{ productId: 'bread', quantity: 2 }],
});
const orders = [order('order-3', 'confirmed'), order('order-1', 'confirmed'), order('order-2', 'rejected')];

const right = {
  latest: ['order-1', 'order-3'],
  'product:bread': ['order-1', 'order-3'],
  'customer:ada': ['order-1', 'order-3'],
  'order:order-1': ['ada', 'bread'],
  'order:order-3': ['ada', 'bread'],
};
const { 'order:order-3': _, ...withoutBasket } = right;
const withRejected = { ...right, latest: ['order-1', 'order-2', 'order-3'] };

describe('a projection', () => {
  it('is right when it is the same rebuilt', () => {
    expect(projectionViolations(orders, right, right)).toEqual([]);
  });

  it('may keep the latest orders only', () => {
    const latest = { ...right, latest: ['order-3'] };
    expect(projectionViolations(orders, latest, latest)).toEqual([]);
  });

  it.each([
    ['lacks an order of a product', { ...right, 'product:bread': ['order-1'] }, right, /product:bread/],
    ['lacks a basket', withoutBasket, right, /order:order-3 the projection has nothing/],
    ['has more than it should', right, withoutBasket, /order:order-3 .* rebuilt it has nothing/],
    ['has another basket', { ...right, 'order:order-1': ['ada', 'salt'] }, right, /has ada salt; rebuilt/],
    ['is rebuilt without any order', {}, {}, /Of 2 confirmed orders/],
    ['is rebuilt with an order that failed', withRejected, withRejected, /Of 2 confirmed orders/],
    [
      'is rebuilt without the latest',
      { ...right, latest: ['order-1'] },
      { ...right, latest: ['order-1'] },
      /Of 2 confirmed orders/,
    ],
  ])('is found out when it %s', (_, grown, rebuilt, said) => {
    expect(projectionViolations(orders, grown, rebuilt)).toEqual([expect.stringMatching(said)]);
  });
});
