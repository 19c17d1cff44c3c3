import { ask } from './ask.ts';
import { lineDigest } from './line-digest.ts';
import type { ShopToRead } from './variant.ts';

export interface OrderRow {
  id: string;
  /** The customer's id. */
  customer: string;
  key: string;
  status: 'pending' | 'confirmed' | 'rejected' | 'cancelled';
  /** Minor units; and what its lines come to. */
  total: number;
  linesTotal: number;
  /** As `lineDigest` says it; undefined where it has none. */
  lines: string | undefined;
  /** Milliseconds since 1970. */
  placedAt: number;
}

export function readOrders({ databases }: ShopToRead): Promise<OrderRow[]> {
  return ask<OrderRow>(
    databases.order,
    `SELECT o.id, o.customer_id AS customer, o.idempotency_key AS key, o.status, o.total_amount::float8 AS total,
            COALESCE(l.total, 0)::float8 AS "linesTotal", l.lines,
            (extract(epoch FROM o.created_at) * 1000)::float8 AS "placedAt"
     FROM orders o LEFT JOIN (
       SELECT order_id, sum(quantity::bigint * unit_price) AS total, ${lineDigest('product_id', 'quantity')} AS lines
       FROM order_line GROUP BY order_id
     ) l ON l.order_id = o.id`,
  );
}
