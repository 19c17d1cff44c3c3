import type { Promised } from './shoppers.ts';
import type { OrderRow, Snapshot } from './snapshot.ts';

/**
 * What a shop that has come to rest owes its customers and itself, and does not keep: orders lost or placed twice, money
 * taken twice or for nothing, pieces sold that were not there, or gone without a sale. In words; empty when all is well.
 */
export function violations(promised: Promised, snapshot: Snapshot): string[] {
  const wanted = new Set(promised.intents.map(({ key }) => key));
  const orders = snapshot.orders.filter(({ key }) => wanted.has(key));
  return [
    ...lostOrDoubled(promised, orders),
    ...orders.flatMap((order) => wronglyPaid(order, snapshot)),
    ...orders.flatMap((order) => wronglyReserved(order, snapshot)),
    ...wrongStock(promised, orders, snapshot),
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

function lostOrDoubled({ intents, accepted }: Promised, orders: readonly OrderRow[]): string[] {
  const found: string[] = [];
  for (const intent of intents) {
    const placed = orders.filter(({ customer, key }) => customer === intent.customer && key === intent.key);
    const promisedId = accepted.get(intent);
    if (placed.length > 1) found.push(`The key ${intent.key} has ${placed.length} orders`);
    if (promisedId !== undefined && !placed.some(({ id }) => id === promisedId))
      found.push(`The order ${promisedId} was accepted and is lost`);
  }
  for (const { id, status } of orders)
    if (status === 'pending') found.push(`The order ${id} is still pending`);
  return found;
}

function wronglyPaid({ id, status, total }: OrderRow, { ledger }: Snapshot): string[] {
  const own = ledger.filter(({ reference }) => reference === id);
  const of = (type: 'charge' | 'refund') => own.filter((movement) => movement.type === type);
  const sum = (type: 'charge' | 'refund') => of(type).reduce((all, { amount }) => all + amount, 0);
  const net = sum('charge') - sum('refund');
  const owed = status === 'confirmed' ? total : 0;
  const found: string[] = [];
  if (of('charge').length > 1) found.push(`The order ${id} was charged ${of('charge').length} times`);
  if (of('refund').length > 1) found.push(`The order ${id} was refunded ${of('refund').length} times`);
  if (net !== owed) found.push(`The order ${id} is ${status} and costs ${owed}; ${net} was taken`);
  return found;
}

function wronglyReserved({ id, status }: OrderRow, { reservations }: Snapshot): string[] {
  const reservation = reservations.find(({ orderId }) => orderId === id)?.status;
  const right =
    status === 'confirmed' ? reservation === 'sold' : reservation !== 'sold' && reservation !== 'reserved';
  return right ? [] : [`The order ${id} is ${status}, and its stock is ${reservation ?? 'not set aside'}`];
}

function wrongStock({ stock }: Promised, orders: readonly OrderRow[], { onHand }: Snapshot): string[] {
  const sold = new Map<string, number>();
  for (const { lines } of orders.filter(({ status }) => status === 'confirmed'))
    for (const { productId, quantity } of lines) sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  return Object.entries(stock).flatMap(([id, initial]) => {
    const left = onHand[id] ?? 0;
    const gone = sold.get(id) ?? 0;
    return left >= 0 && left + gone === initial
      ? []
      : [`Of the product ${id} there were ${initial}: ${gone} are sold, and ${left} are left`];
  });
}
