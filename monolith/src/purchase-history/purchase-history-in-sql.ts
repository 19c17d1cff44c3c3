import { Injectable } from '@nestjs/common';
import { Database, sql } from '@twinshop/platform/database';
import { PurchaseHistory } from '@twinshop/recommendation-contracts';
import { LRUCache } from 'lru-cache';

/** Looks at the latest orders with the product only, so that a best seller costs no more than a slow one. */
const ALSO_BOUGHT = sql(
  'also-bought',
  `WITH baskets AS (
     SELECT mine.order_id FROM order_line mine JOIN orders o ON o.id = mine.order_id AND o.status = 'confirmed'
     WHERE mine.product_id = $1 ORDER BY mine.order_id DESC LIMIT 200
   )
   SELECT other.product_id AS id FROM baskets JOIN order_line other USING (order_id)
   WHERE other.product_id <> $1 GROUP BY other.product_id ORDER BY count(*) DESC, other.product_id LIMIT $2`,
);

const BEST_SELLERS = sql(
  'best-sellers',
  `WITH latest AS (SELECT id FROM orders WHERE status = 'confirmed' ORDER BY id DESC LIMIT 1000)
   SELECT l.product_id AS id FROM latest JOIN order_line l ON l.order_id = latest.id
   GROUP BY l.product_id ORDER BY count(*) DESC, l.product_id LIMIT $1`,
);

const FOR_CUSTOMER = sql(
  'for-customer',
  `WITH own AS (
     SELECT DISTINCT product_id FROM (
       SELECT l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
       WHERE o.customer_id = $1 AND o.status = 'confirmed' ORDER BY o.id DESC LIMIT 50
     ) latest
   ), baskets AS (
     SELECT DISTINCT near.order_id FROM own, LATERAL (
       SELECT order_id FROM order_line WHERE product_id = own.product_id ORDER BY order_id DESC LIMIT 40
     ) near JOIN orders o ON o.id = near.order_id AND o.status = 'confirmed'
   )
   SELECT other.product_id AS id FROM baskets JOIN order_line other USING (order_id)
   WHERE other.product_id NOT IN (SELECT product_id FROM own)
   GROUP BY other.product_id ORDER BY count(*) DESC, other.product_id LIMIT $2`,
);

const FRESH_MS = 10_000;

/** Recommendations as joins over the order tables: what only a process that shares their database can do. */
@Injectable()
export class PurchaseHistoryInSql extends PurchaseHistory {
  private readonly database: Database;
  private readonly bestSellersByLimit = new LRUCache<number, string[]>({ max: 100, ttl: FRESH_MS });

  constructor(database: Database) {
    super();
    this.database = database;
  }

  override alsoBought(productId: string, limit: number): Promise<string[]> {
    return this.ids(ALSO_BOUGHT, [productId, limit]);
  }

  override async bestSellers(limit: number): Promise<string[]> {
    const known = this.bestSellersByLimit.get(limit);
    if (known !== undefined) return known;
    const ids = await this.ids(BEST_SELLERS, [limit]);
    this.bestSellersByLimit.set(limit, ids);
    return ids;
  }

  override forCustomer(customerId: string, limit: number): Promise<string[]> {
    return this.ids(FOR_CUSTOMER, [customerId, limit]);
  }

  private async ids(statement: typeof ALSO_BOUGHT, values: unknown[]): Promise<string[]> {
    return (await this.database.query<{ id: string }>(statement, values)).map(({ id }) => id);
  }
}
