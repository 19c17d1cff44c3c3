import { messageViolations } from './message-violations.ts';
import type { Promised } from './shoppers.ts';
import type { Movement, OrderRow, Reservation, Snapshot } from './snapshot.ts';

/** What customers were told, and what there was before anybody ordered. */
export type Owed = Pick<Promised, 'intents' | 'accepted' | 'stock'>;

/**
 * What a shop that has come to rest owes its customers and itself, and does not keep: orders lost or placed twice, money
 * taken twice or for nothing, pieces sold that were not there, or gone without a sale, messages that were not sent, or not
 * taken exactly once. Of all orders that there are. In words; empty when all is well.
 */
export function violations(owed: Owed, snapshot: Snapshot): string[] {
  const { orders, ledger, reservations } = snapshot;
  const movements = Map.groupBy(ledger, ({ reference }) => reference);
  const setAside = new Map(reservations.map((reservation) => [reservation.orderId, reservation]));
  return [
    ...lostOrDoubled(owed, orders),
    ...orders
      .filter(({ status }) => status === 'pending')
      .map(({ id }) => `The order ${id} is still pending`),
    ...orders.flatMap((order) => wronglyPaid(order, movements.get(order.id) ?? [])),
    ...orders.flatMap((order) => wronglyReserved(order, setAside.get(order.id))),
    ...withoutOrder(snapshot),
    ...wrongStock(owed, snapshot),
    ...messageViolations(snapshot),
  ];
}

/**
 * Orders of what there was plenty of, that were refused all the same: no promise is broken, but a fault of seconds is no
 * reason to send a customer away.
 */
export function sentAway({ intents, scarce }: Promised, { orders }: Snapshot): string[] {
  const wanted = new Set(intents.map(({ key }) => key));
  return orders
    .filter(({ key, status }) => wanted.has(key) && status !== 'confirmed')
    .filter(({ lines }) => lines.every(({ productId }) => productId !== scarce))
    .map(({ id, status }) => `The order ${id} is ${status}`);
}

function lostOrDoubled({ intents, accepted }: Owed, orders: readonly OrderRow[]): string[] {
  const found: string[] = [];
  const byKey = Map.groupBy(orders, ({ customer, key }) => `${customer} ${key}`);
  for (const intent of intents) {
    const placed = byKey.get(`${intent.customer} ${intent.key}`) ?? [];
    const promisedId = accepted.get(intent);
    if (placed.length > 1) found.push(`The key ${intent.key} has ${placed.length} orders`);
    if (promisedId !== undefined && !placed.some(({ id }) => id === promisedId))
      found.push(`The order ${promisedId} was accepted and is lost`);
  }
  return found;
}

function wronglyPaid({ id, status, total }: OrderRow, movements: readonly Movement[]): string[] {
  const of = (type: 'charge' | 'refund') => movements.filter((movement) => movement.type === type);
  const net = netOf(movements);
  const owed = status === 'confirmed' ? total : 0;
  const found: string[] = [];
  if (of('charge').length > 1) found.push(`The order ${id} was charged ${of('charge').length} times`);
  if (of('refund').length > 1) found.push(`The order ${id} was refunded ${of('refund').length} times`);
  if (net !== owed) found.push(`The order ${id} is ${status} and costs ${owed}; ${net} was taken`);
  return found;
}

const netOf = (movements: readonly Movement[]): number =>
  movements.reduce((net, { type, amount }) => net + (type === 'charge' ? amount : -amount), 0);

function wronglyReserved({ id, status }: OrderRow, reservation: Reservation | undefined): string[] {
  const stock = reservation?.status ?? 'not set aside';
  const right = status === 'confirmed' ? stock === 'sold' : stock !== 'sold' && stock !== 'reserved';
  return right ? [] : [`The order ${id} is ${status}, and its stock is ${stock}`];
}

/** Money and stock of orders that are not there. */
function withoutOrder({ orders, ledger, reservations }: Snapshot): string[] {
  const known = new Set(orders.map(({ id }) => id));
  return [
    ...ledger
      .filter(({ reference }) => !known.has(reference))
      .map(({ type, reference }) => `There is a ${type} for ${reference}, which is no order`),
    ...reservations
      .filter(({ orderId }) => !known.has(orderId))
      .map(({ orderId, status }) => `Stock is ${status} for ${orderId}, which is no order`),
  ];
}

function wrongStock({ stock }: Owed, { orders, onHand, restocked }: Snapshot): string[] {
  const sold = new Map<string, number>();
  for (const { lines } of orders.filter(({ status }) => status === 'confirmed'))
    for (const { productId, quantity } of lines) sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  return Object.entries(stock).flatMap(([id, initial]) => {
    const had = initial + (restocked[id] ?? 0);
    const left = onHand[id] ?? 0;
    const gone = sold.get(id) ?? 0;
    return left >= 0 && left + gone === had
      ? []
      : [`Of the product ${id} there were ${had}: ${gone} are sold, and ${left} are left`];
  });
}
