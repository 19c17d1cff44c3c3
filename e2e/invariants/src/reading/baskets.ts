import { ask } from './ask.ts';
import type { ShopToRead } from './variant.ts';

/** What was bought together, and by whom. */
export interface Basket {
  orderId: string;
  customer: string;
  productIds: readonly string[];
}

/** Those of all confirmed orders. */
export function readBaskets({ databases }: ShopToRead): Promise<Basket[]> {
  return ask<Basket>(
    databases.order,
    `SELECT o.id AS "orderId", o.customer_id AS customer, array_agg(l.product_id::text) AS "productIds"
     FROM orders o JOIN order_line l ON l.order_id = o.id
     WHERE o.status = 'confirmed' GROUP BY o.id`,
  );
}
