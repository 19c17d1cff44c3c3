import { describe, expect, it } from '@jest/globals';
import type { OrderRow } from '../reading/orders.ts';
import type { Projection } from '../reading/projection.ts';
import { judgeProjection } from './projection.ts';

const order = (id: string, status: OrderRow['status']): OrderRow => ({
  id,
  status,
  customer: 'ada',
  key: id,
  total: 500,
  linesTotal: 500,
  lines: undefined,
  placedAt: 0,
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

const judge = (grown: Projection, rebuilt: Projection | undefined) =>
  judgeProjection(orders, { grown, rebuilt }).findings;

describe('a projection', () => {
  it('is right when it is the same rebuilt', () => expect(judge(right, right)).toEqual([]));

  describe('of more orders than are looked at', () => {
    const ids = Array.from({ length: 1_100 }, (_, nth) => `order-${10_000 + nth}`);
    const many = ids.map((id) => order(id, 'confirmed'));
    const found = (latest: readonly string[]) =>
      judgeProjection(many, { grown: { latest }, rebuilt: { latest } });

    it('may keep the latest only', () => expect(found(ids.slice(-1_000)).findings).toEqual([]));

    it('lacks none of those', () => expect(found(ids.slice(-999)).findings).toHaveLength(1));
  });

  describe('of a product with more orders than are looked at', () => {
    const ids = Array.from({ length: 120 }, (_, nth) => `order-${1_000 + nth}`);
    const whole = (of: readonly string[]): Projection => ({
      latest: ['order-1', 'order-3'],
      'product:bread': of,
      ...Object.fromEntries(of.map((id) => [`order:${id}`, ['ada', 'bread']])),
    });

    it('may have fewer in reserve than when it is built anew: some were cancelled', () =>
      expect(judge(whole(ids.slice(3)), whole(ids))).toEqual([]));

    it('lacks none of the latest', () => {
      const lacking = ids.toSpliced(60, 1);
      const found = judge(whole(lacking), whole(ids)).map(({ word, subject }) => `${word} ${subject.id}`);
      expect(found).toEqual(expect.arrayContaining(['wrong product:bread', `lost order:${ids[60]}`]));
    });

    it('has no basket that no set has', () =>
      expect(judge({ ...whole(ids), 'order:order-9': ['ada', 'bread'] }, whole(ids))).toMatchObject([
        { word: 'unexpected', subject: { id: 'order:order-9' } },
      ]));
  });

  it('is none where the orders themselves are asked', () => {
    expect(judgeProjection(orders, undefined)).toMatchObject({ checked: undefined, findings: [] });
  });

  it.each<[string, Projection, Projection | undefined, string, string, RegExp]>([
    [
      'lacks an order of a product',
      { ...right, 'product:bread': ['order-1'] },
      right,
      'wrong',
      'product:bread',
      /has order-1; rebuilt it has order-1 order-3/,
    ],
    [
      'lacks a basket',
      withoutBasket,
      right,
      'lost',
      'order:order-3',
      /order:order-3 the projection has nothing/,
    ],
    [
      'has more than it should',
      right,
      withoutBasket,
      'unexpected',
      'order:order-3',
      /rebuilt it has nothing/,
    ],
    [
      'has another basket',
      { ...right, 'order:order-1': ['ada', 'salt'] },
      right,
      'wrong',
      'order:order-1',
      /has ada salt; rebuilt/,
    ],
    ['is rebuilt without any order', {}, {}, 'wrong', 'latest', /Of 2 confirmed orders/],
    [
      'is rebuilt with an order that failed',
      withRejected,
      withRejected,
      'wrong',
      'latest',
      /Of 2 confirmed orders/,
    ],
    [
      'is rebuilt without the latest',
      { ...right, latest: ['order-1'] },
      { ...right, latest: ['order-1'] },
      'wrong',
      'latest',
      /Of 2 confirmed orders/,
    ],
    [
      'has not the latest, and none is rebuilt',
      { ...right, latest: ['order-1'] },
      undefined,
      'wrong',
      'latest',
      /the projection's 1 are not the latest/,
    ],
  ])('is found out when it %s', (_, grown, rebuilt, word, id, says) => {
    expect(judge(grown, rebuilt)).toEqual([
      { invariant: 6, word, subject: { kind: 'projection', id }, says: expect.stringMatching(says) },
    ]);
  });
});
