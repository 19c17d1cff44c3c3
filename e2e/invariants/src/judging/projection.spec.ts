import { describe, expect, it } from '@jest/globals';
import type { Basket } from '../reading/baskets.ts';
import type { Projection } from '../reading/projection.ts';
import { judgeProjection } from './projection.ts';
import { projectionOf } from './projection-of.ts';

const basket = (orderId: string, ...productIds: string[]): Basket => ({
  orderId,
  customer: 'ada',
  productIds,
});
const baskets = [basket('order-3', 'bread', 'salt'), basket('order-1', 'bread')];
const right = projectionOf(baskets);

const judge = (grown: Projection, rebuilt: Projection | undefined = right) =>
  judgeProjection(baskets, { grown, rebuilt }).findings;
const without = (projection: Projection, name: string): Projection => {
  const { [name]: _, ...others } = projection;
  return others;
};

describe('a projection', () => {
  it('has the orders of each product, of each customer and of all, the latest last, and what was in them', () =>
    expect(right).toEqual({
      latest: ['order-1', 'order-3'],
      'product:bread': ['order-1', 'order-3'],
      'product:salt': ['order-3'],
      'customer:ada': ['order-1', 'order-3'],
      'order:order-1': ['ada', 'bread'],
      'order:order-3': ['ada', 'bread', 'salt'],
    }));

  it('is right when it is what the confirmed orders come to', () => expect(judge(right)).toEqual([]));

  describe('of more orders than are looked at', () => {
    const many = Array.from({ length: 1_100 }, (_, nth) => basket(`order-${10_000 + nth}`, `product-${nth}`));
    const ids = many.map(({ orderId }) => orderId);
    const found = (latest: readonly string[]) => {
      const grown = { ...projectionOf(many), latest };
      return judgeProjection(many, { grown, rebuilt: undefined }).findings;
    };

    it('may keep the latest only', () => expect(found(ids.slice(-1_000))).toEqual([]));

    it('lacks none of those', () => expect(found(ids.slice(-999))).not.toEqual([]));
  });

  describe('of a product with more orders than are looked at', () => {
    const many = Array.from({ length: 120 }, (_, nth) => basket(`order-${1_000 + nth}`, 'bread'));
    const grownFrom = (some: readonly Basket[]) =>
      judgeProjection(many, {
        grown: { ...projectionOf(many), 'product:bread': some.map(({ orderId }) => orderId) },
        rebuilt: undefined,
      }).findings;

    it('may have fewer in reserve than were ordered: some were cancelled', () =>
      expect(grownFrom(many.slice(3))).toEqual([]));

    it('lacks none of the latest', () =>
      expect(grownFrom(many.toSpliced(60, 1))).toMatchObject([
        { word: 'wrong', subject: { id: 'product:bread' } },
      ]));
  });

  it('is none where the orders themselves are asked', () => {
    expect(judgeProjection([], undefined)).toMatchObject({ checked: undefined, findings: [] });
  });

  it.each<[string, Projection, Projection | undefined, string, string, RegExp]>([
    [
      'lacks an order of a product',
      { ...right, 'product:bread': ['order-1'] },
      right,
      'wrong',
      'product:bread',
      /^The projection has of product:bread: order-1; by the confirmed orders it is order-1 order-3$/,
    ],
    [
      'lacks a basket',
      without(right, 'order:order-3'),
      undefined,
      'lost',
      'order:order-3',
      /^The projection has of order:order-3: nothing/,
    ],
    [
      'has a basket that nobody ordered',
      { ...right, 'order:order-9': ['ada', 'bread'] },
      right,
      'unexpected',
      'order:order-9',
      /by the confirmed orders it is nothing/,
    ],
    [
      'has another basket',
      { ...right, 'order:order-1': ['ada', 'salt'] },
      right,
      'wrong',
      'order:order-1',
      /: ada salt; by/,
    ],
    [
      'is rebuilt without an order',
      right,
      { ...right, latest: ['order-1'] },
      'wrong',
      'latest',
      /^The rebuilt projection has of latest: order-1;/,
    ],
  ])('is found out when it %s', (_, grown, rebuilt, word, id, says) => {
    expect(judge(grown, rebuilt)).toEqual([
      { invariant: 6, word, subject: { kind: 'projection', id }, says: expect.stringMatching(says) },
    ]);
  });

  it('is found out when a rebuild makes the same mistake as its growth', () => {
    const lacking = { ...right, 'customer:ada': ['order-3'] };
    expect(judge(lacking, lacking)).toHaveLength(2);
  });
});
