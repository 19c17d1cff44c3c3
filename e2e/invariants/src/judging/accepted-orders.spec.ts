import { describe, expect, it } from '@jest/globals';
import type { History, Operation, Outcome } from '../history/history.ts';
import { digestOf } from '../reading/line-digest.ts';
import type { OrderRow } from '../reading/orders.ts';
import { judgeAcceptedOrders } from './accepted-orders.ts';

const items = [{ productId: 'bread', quantity: 2 }];
const BEGUN = 1_000;

const order = (nth: number, changed: Partial<OrderRow> = {}): OrderRow => ({
  id: `order-${nth}`,
  customer: 'ada',
  key: `key-${nth}`,
  status: 'confirmed',
  total: 500,
  linesTotal: 500,
  lines: digestOf(items),
  placedAt: BEGUN + nth,
  ...changed,
});

const ok = (orderId: string, status = 'pending'): Outcome => ({ kind: 'ok', orderId, status });
const refused = (code: string): Outcome => ({ kind: 'failed', status: 409, code });
const lost: Outcome = { kind: 'indeterminate', why: 'socket hang up' };

const operation = (nth: number, outcome?: Outcome, ...repeated: Outcome[]): Operation => ({
  id: nth - 1,
  kind: 'place-order',
  customer: 'ada',
  key: `key-${nth}`,
  items,
  invokedAt: BEGUN,
  endedAt: outcome && BEGUN + 5,
  outcome,
  repeated,
});

const history = (operations: Operation[], changed: Partial<History> = {}): History => ({
  begunAt: BEGUN,
  complete: true,
  stock: {},
  operations,
  ...changed,
});

const judge = (orders: OrderRow[], seen?: History) => judgeAcceptedOrders({ orders }, seen).findings;

describe('accepted orders', () => {
  it.each<[string, OrderRow[], History | undefined]>([
    ['each is there once', [order(1)], history([operation(1, ok('order-1'))])],
    ['one that was refused is not there', [], history([operation(1, refused('product_unavailable'))])],
    ['a lost answer was resolved', [order(1)], history([operation(1, lost, lost, ok('order-1'))])],
    ['a lost order was refused since', [], history([operation(1, lost, refused('product_unavailable'))])],
    [
      'one that was refused at first was placed after all',
      [order(1)],
      history([operation(1, refused('unauthenticated'), ok('order-1'))]),
    ],
    [
      'one was not to be had at first',
      [order(1)],
      history([operation(1, lost, refused('product_unavailable'), ok('order-1'))]),
    ],
    [
      'a confirmed one was taken back',
      [order(1, { status: 'cancelled' })],
      history([operation(1, ok('order-1', 'confirmed'))]),
    ],
    ['others came before', [order(1, { placedAt: BEGUN - 1 })], history([])],
    ['others come too, and nobody counts them', [order(1)], history([], { complete: false })],
    [
      'a key belongs to another request',
      [order(1)],
      history([operation(1, refused('idempotency_key_reused'))], { complete: false }),
    ],
    ['nobody watched', [order(1)], undefined],
  ])('are kept where %s', (_, orders, seen) => expect(judge(orders, seen)).toEqual([]));

  it.each<[string, OrderRow[], History | undefined, string, string, RegExp]>([
    [
      'one is not there',
      [],
      history([operation(1, ok('order-1'))]),
      'lost',
      'order-1',
      /was accepted and is lost/,
    ],
    [
      'one is not there whose answer was lost at first',
      [],
      history([operation(1, lost, ok('order-1'))]),
      'lost',
      'order-1',
      /was accepted and is lost/,
    ],
    [
      'a key has two',
      [order(1), order(2, { key: 'key-1' })],
      undefined,
      'duplicated',
      'order-1',
      /key-1 has 2 orders: order-1, order-2/,
    ],
    [
      'a key is answered with another each time',
      [order(1)],
      history([operation(1, ok('order-1'), ok('order-2'))]),
      'duplicated',
      'order-1',
      /with the order order-1, and with order-2/,
    ],
    [
      'one goes by another key',
      [order(1, { key: 'key-9' })],
      history([operation(1, ok('order-1'))], { complete: false }),
      'wrong',
      'order-1',
      /to the key key-1, and has the key key-9/,
    ],
    [
      'one has other lines',
      [order(1, { lines: digestOf([{ productId: 'bread', quantity: 3 }]) })],
      history([operation(1, ok('order-1'))]),
      'wrong',
      'order-1',
      /other lines than were ordered/,
    ],
    [
      'one is not final',
      [order(1, { status: 'pending' })],
      history([operation(1, ok('order-1'))]),
      'stuck',
      'order-1',
      /was accepted and is still pending/,
    ],
    [
      'one was final, and is something else',
      [order(1, { status: 'rejected' })],
      history([operation(1, ok('order-1', 'confirmed'))]),
      'wrong',
      'order-1',
      /answered as confirmed, and is rejected/,
    ],
    [
      'one was said to be final by a repetition only, and is something else',
      [order(1, { status: 'rejected' })],
      history([operation(1, ok('order-1'), ok('order-1', 'confirmed'))]),
      'wrong',
      'order-1',
      /answered as confirmed, and is rejected/,
    ],
    [
      'one is there whose key was refused when it came again',
      [order(1)],
      history([operation(1, ok('order-1'), refused('product_unavailable'))]),
      'wrong',
      'order-1',
      /its key key-1 was refused when it was repeated/,
    ],
    [
      'nobody knows what became of one',
      [],
      history([operation(1, lost)]),
      'stuck',
      'key-1',
      /key-1 stays unresolved: socket hang up/,
    ],
    [
      'a client died before its answer',
      [],
      history([operation(1)]),
      'stuck',
      'key-1',
      /key-1 stays unresolved: no answer/,
    ],
    [
      'a repetition is refused for what says nothing of the first',
      [],
      history([operation(1, lost, refused('unauthenticated'))]),
      'stuck',
      'key-1',
      /key-1 stays unresolved/,
    ],
    [
      'one was refused, and is there',
      [order(1)],
      history([operation(1, refused('product_unavailable'))]),
      'unexpected',
      'order-1',
      /is there; its key key-1 was refused/,
    ],
    [
      'nobody asked for one',
      [order(1)],
      history([]),
      'unexpected',
      'order-1',
      /of the customer ada is there; nobody asked for it/,
    ],
  ])('are found out where %s', (_, orders, seen, word, id, says) => {
    expect(judge(orders, seen)).toEqual([
      { invariant: 1, word, subject: { kind: 'order', id }, says: expect.stringMatching(says) },
    ]);
  });
});
