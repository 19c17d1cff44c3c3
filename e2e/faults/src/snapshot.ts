import type { StartedShop } from '@twinshop/local';
import { ask } from './ask.ts';
import { readSent, readTaken, readWaiting, type Sent, type Taken, type Waiting } from './messages.ts';

export interface OrderRow {
  id: string;
  customer: string;
  key: string;
  status: 'pending' | 'confirmed' | 'rejected' | 'cancelled';
  /** Minor units. */
  total: number;
  lines: { productId: string; quantity: number }[];
}

export interface Movement {
  type: 'charge' | 'refund';
  amount: number;
  /** The order's id. */
  reference: string;
}

export interface Reservation {
  orderId: string;
  status: 'reserved' | 'refused' | 'released' | 'sold';
}

/** Pieces, by product. */
export type Pieces = Readonly<Record<string, number>>;

/** What databases, queues and the provider's ledger hold at one moment: nobody's opinion. */
export interface Snapshot {
  orders: readonly OrderRow[];
  ledger: readonly Movement[];
  onHand: Pieces;
  /** What was put on the shelf, less what was taken off it, since the products are there. */
  restocked: Pieces;
  reservations: readonly Reservation[];
  sent: readonly Sent[];
  taken: readonly Taken[];
  waiting: readonly Waiting[];
}

export async function takeSnapshot(shop: StartedShop): Promise<Snapshot> {
  const { catalog, order } = shop.databases;
  const [orders, onHand, restocked, reservations, ledger, sent, taken, waiting] = await Promise.all([
    ask<OrderRow>(
      order,
      `SELECT o.id, o.customer_id AS customer, o.idempotency_key AS key, o.status, o.total_amount::int AS total,
              json_agg(json_build_object('productId', l.product_id, 'quantity', l.quantity)) AS lines
       FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id`,
    ),
    pieces(catalog, 'SELECT product_id AS id, on_hand AS pieces FROM stock'),
    pieces(
      catalog,
      'SELECT product_id AS id, sum(delta)::int AS pieces FROM stock_change GROUP BY product_id',
    ),
    ask<Reservation>(catalog, 'SELECT order_id AS "orderId", status FROM reservation'),
    fetch(`${shop.providerUrl}/v1/ledger`).then((answer) => answer.json() as Promise<{ items: Movement[] }>),
    readSent(shop),
    readTaken(shop),
    readWaiting(shop),
  ]);
  return { orders, onHand, restocked, reservations, ledger: ledger.items, sent, taken, waiting };
}

async function pieces(database: string, sql: string): Promise<Pieces> {
  const rows = await ask<{ id: string; pieces: number }>(database, sql);
  return Object.fromEntries(rows.map(({ id, pieces }) => [id, pieces]));
}
