import { describe, expect, it } from '@jest/globals';
import type { Promised } from './shoppers.ts';
import type { Snapshot } from './snapshot.ts';
import { sentAway, violations } from './violations.ts';

const intent = (key: string) => ({
  customer: 'ada',
  token: '',
  key,
  items: [{ productId: 'bread', quantity: 2 }],
});
const paid = intent('key-1');
const refused = intent('key-2');

const promised: Promised = {
  intents: [paid, refused],
  accepted: new Map([
    [paid, 'order-1'],
    [refused, 'order-2'],
  ]),
  stock: { bread: 3 },
  scarce: 'bread',
};

const order = (nth: number, status: 'confirmed' | 'rejected') => ({
  id: `order-${nth}`,
  customer: 'ada',
  key: `key-${nth}`,
  status,
  total: 500,
  lines: [{ productId: 'bread', quantity: 2 }],
});

const charge = { type: 'charge', amount: 500, reference: 'order-1' } as const;

const atRest: Snapshot = {
  orders: [order(1, 'confirmed'), order(2, 'rejected')],
  ledger: [charge],
  onHand: { bread: 1 },
  restocked: {},
  reservations: [
    { orderId: 'order-1', status: 'sold' },
    { orderId: 'order-2', status: 'refused' },
  ],
  sent: [],
  taken: [],
  waiting: [],
};

describe('a shop at rest', () => {
  it('owes nothing when all was kept', () => expect(violations(promised, atRest)).toEqual([]));

  it('owes nothing when more was put on the shelf', () => {
    expect(violations(promised, { ...atRest, restocked: { bread: 7 }, onHand: { bread: 8 } })).toEqual([]);
  });

  it.each<[string, Partial<Snapshot>, RegExp]>([
    [
      'an accepted order that is not there',
      { orders: [order(2, 'rejected')] },
      /order-1 was accepted and is lost/,
    ],
    [
      'a key that placed two orders',
      { orders: [...atRest.orders, { ...order(2, 'rejected'), id: 'order-3' }] },
      /key-2 has 2 orders/,
    ],
    [
      'an order without an end',
      { orders: [order(1, 'confirmed'), { ...order(2, 'rejected'), status: 'pending' }] },
      /order-2 is still pending/,
    ],
    [
      'an order without an end that nobody of these customers placed',
      { orders: [...atRest.orders, { ...order(3, 'rejected'), status: 'pending' }] },
      /order-3 is still pending/,
    ],
    [
      'money taken for no order',
      { ledger: [charge, { ...charge, reference: 'order-4' }] },
      /a charge for order-4, which is no order/,
    ],
    [
      'pieces set aside for no order',
      { reservations: [...atRest.reservations, { orderId: 'order-4', status: 'reserved' }] },
      /reserved for order-4, which is no order/,
    ],
    ['a charge too many', { ledger: [charge, charge] }, /order-1 was charged 2 times/],
    ['a confirmed order that nobody paid', { ledger: [] }, /order-1 is confirmed and costs 500; 0 was taken/],
    [
      'money taken for an order that failed',
      { ledger: [charge, { ...charge, reference: 'order-2' }] },
      /order-2 is rejected and costs 0; 500 was taken/,
    ],
    [
      'a refund too many',
      { ledger: [charge, { ...charge, type: 'refund' }, { ...charge, type: 'refund' }] },
      /order-1 was refunded 2 times/,
    ],
    [
      'pieces sold that were not there',
      { onHand: { bread: -1 } },
      /there were 3: 2 are sold, and -1 are left/,
    ],
    ['pieces that are gone', { onHand: { bread: 0 } }, /there were 3: 2 are sold, and 0 are left/],
    [
      'pieces that were put on the shelf and are gone',
      { restocked: { bread: 1 } },
      /there were 4: 2 are sold, and 1 are left/,
    ],
    [
      'pieces still set aside',
      { reservations: [atRest.reservations[0]!, { orderId: 'order-2', status: 'reserved' }] },
      /order-2 is rejected, and its stock is reserved/,
    ],
    [
      'a sale that the stock does not know of',
      { reservations: [{ orderId: 'order-1', status: 'reserved' }, atRest.reservations[1]!] },
      /order-1 is confirmed, and its stock is reserved/,
    ],
    [
      'a job that nobody does',
      { waiting: [{ queue: 'order', state: 'failed', count: 1 }] },
      /1 jobs of the queue order are failed/,
    ],
  ])('is found out with %s', (_, change, said) => {
    const found = violations(promised, { ...atRest, ...change });
    expect(found.some((each) => said.test(each))).toBe(true);
  });
});

describe('a customer who was sent away', () => {
  it('is not complained about where there was too little', () => {
    expect(sentAway(promised, atRest)).toEqual([]);
  });

  it('is named where there was plenty', () => {
    expect(sentAway({ ...promised, scarce: 'salt' }, atRest)).toEqual(['The order order-2 is rejected']);
  });
});
