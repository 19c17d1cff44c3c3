import type { Finding, InvariantResult } from '../check-report.ts';
import type { Pieces } from '../history/history.ts';
import { generatedStock, impliedInitial } from '../reading/initial-stock.ts';
import type { OrderRow } from '../reading/orders.ts';
import type { Snapshot } from '../reading/snapshot.ts';
import type { ProductStock, Reservation } from '../reading/stock.ts';
import { findingOf } from './finding-of.ts';

const found = findingOf(3, 'product');
const ofOrder = findingOf(3, 'order');

/**
 * The stock against what there was, and what it has set aside against the orders.
 * @param initial of products that somebody has counted; the generated catalogue's own are known
 */
export function judgeStock(
  { stock, orders, reservations }: Pick<Snapshot, 'stock' | 'orders' | 'reservations'>,
  initial: Pieces,
): InvariantResult {
  const there = new Set(stock.map(({ id }) => id));
  return {
    number: 3,
    says: 'Of each product, initial + restocked = on hand + reserved + sold; never less than none',
    checked: { count: stock.length, what: 'products' },
    findings: [
      ...stock.flatMap((product) => wrongPieces(product, initial[product.id] ?? generatedStock(product))),
      ...Object.keys(initial)
        .filter((id) => !there.has(id))
        .map((id) => found('lost', id, `The product ${id} is not there any more`)),
      ...(reservations === undefined ? [] : wronglyReserved(orders, reservations)),
    ],
  };
}

/** Where it is not known what there was at first, it was not less than none. */
export function wrongPieces(product: ProductStock, initial: number | undefined): Finding[] {
  const { id, onHand, reserved, sold, restocked } = product;
  if (onHand < 0) return [found('wrong', id, `Of the product ${id} there are ${onHand} on hand`)];
  const implied = impliedInitial(product);
  if (initial === undefined ? implied >= 0 : implied === initial) return [];
  const had = initial === undefined ? `${restocked} at most` : String(initial + restocked);
  return [
    found(
      'wrong',
      id,
      `Of the product ${id} there were ${had}: ${sold} are sold, ${reserved} reserved, and ${onHand} on hand`,
    ),
  ];
}

function wronglyReserved(orders: readonly OrderRow[], reservations: readonly Reservation[]): Finding[] {
  const setAside = new Map(reservations.map((reservation) => [reservation.orderId, reservation]));
  const known = new Set(orders.map(({ id }) => id));
  return [
    ...orders.flatMap((order) => wrongReservation(order, setAside.get(order.id))),
    ...reservations
      .filter(({ orderId }) => !known.has(orderId))
      .map(({ orderId, status }) =>
        ofOrder('unexpected', orderId, `Stock is ${status} for ${orderId}, which is no order`),
      ),
  ];
}

function wrongReservation({ id, status, lines }: OrderRow, reservation: Reservation | undefined): Finding[] {
  const stock = reservation?.status ?? 'not set aside';
  const right = {
    confirmed: stock === 'sold',
    pending: stock !== 'sold',
    rejected: stock !== 'sold' && stock !== 'reserved',
    cancelled: stock !== 'sold' && stock !== 'reserved',
  }[status];
  if (!right) return [ofOrder('wrong', id, `The order ${id} is ${status}, and its stock is ${stock}`)];
  return stock === 'sold' && reservation!.lines !== lines
    ? [ofOrder('wrong', id, `The order ${id} has other lines than its stock`)]
    : [];
}
