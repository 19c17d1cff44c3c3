import { describe, expect, it } from '@jest/globals';
import type { Movement } from '../reading/ledger.ts';
import type { OrderRow } from '../reading/orders.ts';
import { judgePayments } from './payments.ts';

const order = (nth: number, status: OrderRow['status']): OrderRow => ({
  id: `order-${nth}`,
  customer: 'ada',
  key: `key-${nth}`,
  status,
  total: 500,
  linesTotal: 500,
  lines: undefined,
  placedAt: 0,
});
const charge: Movement = { type: 'charge', amount: 500, reference: 'order-1' };
const refund: Movement = { ...charge, type: 'refund' };
const of = (reference: string): Movement => ({ ...charge, reference });

const orders = [order(1, 'confirmed'), order(2, 'rejected')];
const sum = 'ledger all';

/** Each finding as its word and its subject. */
const judge = (books: { orders: OrderRow[]; ledger: Movement[] }) =>
  judgePayments(books).findings.map(({ word, subject }) => `${word} ${subject.kind} ${subject.id}`);

describe('payments', () => {
  it('are right where each confirmed order is paid once', () => {
    expect(judge({ orders, ledger: [charge] })).toEqual([]);
  });

  it('are right where what was taken for an order that failed was given back', () => {
    const late = { ...charge, reference: 'order-2' };
    expect(judge({ orders, ledger: [charge, late, { ...late, type: 'refund' }] })).toEqual([]);
  });

  it.each<[string, OrderRow[], Movement[], string[]]>([
    [
      'an order was charged twice',
      orders,
      [charge, charge],
      ['duplicated order order-1', 'wrong order order-1', `wrong ${sum}`],
    ],
    [
      'an order was charged twice and one of them given back',
      orders,
      [charge, charge, refund],
      ['duplicated order order-1'],
    ],
    [
      'an order was refunded twice',
      [order(1, 'cancelled')],
      [charge, refund, refund],
      ['duplicated order order-1', 'wrong order order-1', `wrong ${sum}`],
    ],
    ['nobody paid a confirmed order', orders, [], ['wrong order order-1', `wrong ${sum}`]],
    ['a penny is missing', orders, [{ ...charge, amount: 499 }], ['wrong order order-1', `wrong ${sum}`]],
    [
      'an order that failed was paid',
      orders,
      [charge, of('order-2')],
      ['wrong order order-2', `wrong ${sum}`],
    ],
    [
      'what was taken back was not refunded',
      [order(1, 'cancelled')],
      [charge],
      ['wrong order order-1', `wrong ${sum}`],
    ],
    [
      'money was taken for no order',
      orders,
      [charge, of('order-4')],
      ['unexpected order order-4', `wrong ${sum}`],
    ],
    [
      'an order costs something else than its lines',
      [{ ...order(1, 'confirmed'), linesTotal: 499 }],
      [charge],
      ['wrong order order-1'],
    ],
    [
      'what one paid too much, another paid too little',
      [order(1, 'confirmed'), order(2, 'confirmed')],
      [
        { ...charge, amount: 501 },
        { ...of('order-2'), amount: 499 },
      ],
      ['wrong order order-1', 'wrong order order-2'],
    ],
  ])('are found out where %s', (_, placed, ledger, found) => {
    expect(judge({ orders: placed, ledger })).toEqual(found);
  });

  it('are named with what they should be', () => {
    const [finding] = judgePayments({ orders, ledger: [] }).findings;
    expect(finding!.says).toBe('The order order-1 is confirmed and costs 500; 0 was taken');
  });
});
