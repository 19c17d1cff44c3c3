import type { Finding, InvariantResult } from '../check-report.ts';
import { fateOf, tellsFate, type History, type Operation } from '../history/history.ts';
import { digestOf } from '../reading/line-digest.ts';
import type { OrderRow } from '../reading/orders.ts';
import type { Snapshot } from '../reading/snapshot.ts';
import { findingOf } from './finding-of.ts';

const found = findingOf(1, 'order');

const keyOf = ({ customer, key }: Pick<OrderRow, 'customer' | 'key'>): string => `${customer} ${key}`;

/** What clients were told, against the orders that there are. Without a history, only that no key has two. */
export function judgeAcceptedOrders(
  { orders }: Pick<Snapshot, 'orders'>,
  history: History | undefined,
): InvariantResult {
  return {
    number: 1,
    says: 'Each accepted order is there once, final and as it was ordered; each lost answer is resolved by its key',
    checked:
      history === undefined
        ? { count: orders.length, what: 'orders, against none of the promises' }
        : { count: history.operations.length, what: 'operations' },
    findings: [...keysWithSeveral(orders), ...(history === undefined ? [] : brokenPromises(orders, history))],
  };
}

function keysWithSeveral(orders: readonly OrderRow[]): Finding[] {
  return [...Map.groupBy(orders, keyOf).values()]
    .filter((same) => same.length > 1)
    .map(([first, ...more]) =>
      found(
        'duplicated',
        first!.id,
        `The key ${first!.key} has ${1 + more.length} orders: ${[first!, ...more].map(({ id }) => id).join(', ')}`,
      ),
    );
}

function brokenPromises(orders: readonly OrderRow[], history: History): Finding[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const byKey = Map.groupBy(orders, keyOf);
  const attempts = Map.groupBy(history.operations, keyOf);
  return [
    ...history.operations.flatMap((operation) => unkept(operation, byId)),
    ...[...attempts].flatMap(([key, same]) => placedAllTheSame(same, byKey.get(key))),
    ...(history.complete
      ? orders
          .filter((order) => order.placedAt >= history.begunAt && !attempts.has(keyOf(order)))
          .map(({ id, customer }) =>
            found(
              'unexpected',
              id,
              `The order ${id} of the customer ${customer} is there; nobody asked for it`,
            ),
          )
      : []),
  ];
}

function unkept(operation: Operation, orders: ReadonlyMap<string, OrderRow>): Finding[] {
  const { key, items } = operation;
  const fate = fateOf(operation);
  if (fate.kind === 'failed') return [];
  if (fate.kind === 'indeterminate')
    return [found('stuck', key, `The order with the key ${key} stays unresolved: ${fate.why}`)];
  const id = fate.orderId;
  const others = operation.repeated.filter((again) => again.kind === 'ok' && again.orderId !== id);
  const twice = others.map((other) =>
    found('duplicated', id, `The key ${key} was answered with the order ${id}, and with ${idOf(other)}`),
  );
  const order = orders.get(id);
  if (order === undefined) return [...twice, found('lost', id, `The order ${id} was accepted and is lost`)];
  return [
    ...twice,
    ...(keyOf(order) === keyOf(operation)
      ? []
      : [found('wrong', id, `The order ${id} was answered to the key ${key}, and has the key ${order.key}`)]),
    ...(order.lines === digestOf(items)
      ? []
      : [found('wrong', id, `The order ${id} has other lines than were ordered`)]),
    ...(order.status === 'pending'
      ? [found('stuck', id, `The order ${id} was accepted and is still pending`)]
      : []),
    ...toldOtherwise(operation, order),
  ];
}

/** What any answer said of the order that is not so, each thing once. */
function toldOtherwise({ outcome, repeated }: Operation, { id, key, status }: OrderRow): Finding[] {
  const answers = [...(outcome === undefined ? [] : [outcome]), ...repeated];
  const told = answers.flatMap((answer) =>
    answer.kind === 'ok' && answer.orderId === id ? answer.status : [],
  );
  const wrong = [...new Set(told)].filter((each) => !mayBecome(each, status));
  const since = answers.slice(answers.findIndex(({ kind }) => kind === 'ok'));
  const isRefused = since.some((answer) => answer.kind === 'failed' && tellsFate(answer));
  return [
    ...wrong.map((each) => found('wrong', id, `The order ${id} was answered as ${each}, and is ${status}`)),
    ...(isRefused
      ? [found('wrong', id, `The order ${id} is there; its key ${key} was refused when it was repeated`)]
      : []),
  ];
}

const idOf = (outcome: { kind: string; orderId?: string }): string => outcome.orderId ?? '';

/** What was answered as final stays so, but for who takes a confirmed order back. */
const mayBecome = (told: string, is: OrderRow['status']): boolean =>
  told === 'pending' || told === is || (told === 'confirmed' && is === 'cancelled');

/** @param same all that was asked for under one key */
function placedAllTheSame(same: readonly Operation[], placed: readonly OrderRow[] = []): Finding[] {
  const refused = same.every((operation) => {
    const fate = fateOf(operation);
    // That key has an order: of whoever used it before.
    return fate.kind === 'failed' && fate.code !== 'idempotency_key_reused';
  });
  return refused
    ? placed.map(({ id, key }) =>
        found('unexpected', id, `The order ${id} is there; its key ${key} was refused`),
      )
    : [];
}
