import { sampleProduct } from '@twinshop/catalog-sample';
import { describe, expect, it } from '@jest/globals';
import type { OrderRow } from '../reading/orders.ts';
import type { ProductStock, Reservation } from '../reading/stock.ts';
import { judgeStock } from './stock.ts';

const bread: ProductStock = { id: 'bread', sku: 'B-1', onHand: 1, restocked: 0, reserved: 0, sold: 2 };
const initial = { bread: 3 };

const order = (nth: number, status: OrderRow['status']): OrderRow => ({
  id: `order-${nth}`,
  customer: 'ada',
  key: `key-${nth}`,
  status,
  total: 500,
  linesTotal: 500,
  lines: 'two breads',
  placedAt: 0,
});
const reservation = (nth: number, status: Reservation['status']): Reservation => ({
  orderId: `order-${nth}`,
  status,
  lines: 'two breads',
});
const orders = [order(1, 'confirmed'), order(2, 'rejected')];
const reservations = [reservation(1, 'sold'), reservation(2, 'refused')];

const judge = (changed: Partial<Parameters<typeof judgeStock>[0]>, had: Record<string, number> = initial) =>
  judgeStock({ stock: [bread], orders, reservations, ...changed }, had).findings;

describe('stock', () => {
  it('is right where all pieces are accounted for', () => expect(judge({})).toEqual([]));

  it('is right where more was put on the shelf', () => {
    expect(judge({ stock: [{ ...bread, restocked: 7, onHand: 8 }] })).toEqual([]);
  });

  it('is right where orders are their own reservations', () => {
    expect(judge({ reservations: undefined })).toEqual([]);
  });

  it('is right where nobody knows what there was, and it is not less than none', () => {
    expect(judge({ stock: [{ ...bread, onHand: 0 }] }, {})).toEqual([]);
  });

  it('of the generated catalogue is known', () => {
    const { id, sku, stock } = sampleProduct(41);
    const mug = { ...bread, id, sku, sold: 2, onHand: stock - 2 };
    expect(judge({ stock: [mug] }, {})).toEqual([]);
    expect(judge({ stock: [{ ...mug, onHand: stock }] }, {})).toHaveLength(1);
  });

  it.each<[string, Partial<ProductStock>, RegExp]>([
    ['were sold that were not there', { onHand: -1 }, /of the product bread there are -1 on hand/i],
    ['are gone', { onHand: 0 }, /there were 3: 2 are sold, 0 reserved, and 0 on hand/],
    ['are too many', { onHand: 2 }, /there were 3: 2 are sold, 0 reserved, and 2 on hand/],
    ['were put on the shelf and are gone', { restocked: 1 }, /there were 4: 2 are sold/],
    ['are held twice', { reserved: 2 }, /there were 3: 2 are sold, 2 reserved, and 1 on hand/],
  ])('is found out where pieces %s', (_, changed, says) => {
    expect(judge({ stock: [{ ...bread, ...changed }] })).toEqual([
      {
        invariant: 3,
        word: 'wrong',
        subject: { kind: 'product', id: 'bread' },
        says: expect.stringMatching(says),
      },
    ]);
  });

  it('is found out where more was taken off the shelf than ever was on it, whatever there was', () => {
    expect(judge({ stock: [{ ...bread, restocked: 4 }] }, {})).toHaveLength(1);
  });

  it('is found out where a product is gone', () => {
    expect(judge({ stock: [] })).toMatchObject([{ word: 'lost', subject: { kind: 'product', id: 'bread' } }]);
  });

  it.each<[string, Partial<Parameters<typeof judgeStock>[0]>, string, RegExp]>([
    [
      'an order failed',
      { reservations: [reservation(1, 'sold'), reservation(2, 'reserved')] },
      'wrong',
      /order-2 is rejected, and its stock is reserved/,
    ],
    [
      'an order was taken back, and is sold',
      { orders: [order(1, 'cancelled'), order(2, 'rejected')] },
      'wrong',
      /order-1 is cancelled, and its stock is sold/,
    ],
    [
      'an order is not confirmed, and is sold',
      { orders: [order(1, 'pending'), order(2, 'rejected')] },
      'wrong',
      /order-1 is pending, and its stock is sold/,
    ],
    [
      'a sale is not known of',
      { reservations: [reservation(1, 'reserved'), reservation(2, 'refused')] },
      'wrong',
      /order-1 is confirmed, and its stock is reserved/,
    ],
    [
      'nothing was set aside for a sale',
      { reservations: [reservation(2, 'refused')] },
      'wrong',
      /order-1 is confirmed, and its stock is not set aside/,
    ],
    [
      'something else was sold',
      { reservations: [{ ...reservation(1, 'sold'), lines: 'a cake' }, reservation(2, 'refused')] },
      'wrong',
      /order-1 has other lines than its stock/,
    ],
    [
      'there is no order',
      { reservations: [...reservations, reservation(4, 'reserved')] },
      'unexpected',
      /reserved for order-4, which is no order/,
    ],
  ])('that is set aside is found out where %s', (_, changed, word, says) => {
    expect(judge(changed)).toMatchObject([
      { invariant: 3, word, subject: { kind: 'order' }, says: expect.stringMatching(says) },
    ]);
  });
});
