import { Injectable } from '@nestjs/common';
import { Database, sql } from '@twinshop/platform/database';
import { Baskets } from '@twinshop/recommendation-contracts';

const HAVING = sql(
  'orders-having',
  `SELECT array_to_string(ARRAY(
     SELECT l.order_id FROM order_line l JOIN orders o ON o.id = l.order_id AND o.status = 'confirmed'
     WHERE l.product_id = asked.id ORDER BY l.order_id DESC LIMIT $2
   ), ' ') AS ids
   FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place) ORDER BY place`,
);

/** Ids as one text: the driver's arrays cost more than the query. */
const BASKET = `(SELECT string_agg(product_id::text, ' ' ORDER BY line_no) FROM order_line WHERE order_id = orders.id) AS ids`;

const CONTENTS = sql(
  'baskets-of-orders',
  `SELECT ${BASKET} FROM unnest($1::uuid[]) WITH ORDINALITY AS orders (id, place) ORDER BY place`,
);

const LATEST = sql(
  'latest-baskets',
  `SELECT ${BASKET} FROM orders WHERE status = 'confirmed' ORDER BY id DESC LIMIT $1`,
);

const OF_CUSTOMER = sql(
  'baskets-of-customer',
  `SELECT ${BASKET} FROM orders WHERE customer_id = $1 AND status = 'confirmed' ORDER BY id DESC LIMIT $2`,
);

const idsIn = (text: string | null): string[] => (text === null || text === '' ? [] : text.split(' '));

/** Baskets from the order tables: what only a process that shares their database can do. */
@Injectable()
export class BasketsInSql extends Baskets {
  private readonly database: Database;

  constructor(database: Database) {
    super();
    this.database = database;
  }

  override having(productIds: readonly string[], most: number): Promise<string[][]> {
    return this.lists(HAVING, [productIds, most]);
  }

  override contents(orderIds: readonly string[]): Promise<string[][]> {
    return this.lists(CONTENTS, [orderIds]);
  }

  override latest(most: number): Promise<string[][]> {
    return this.lists(LATEST, [most]);
  }

  override ofCustomer(customerId: string, most: number): Promise<string[][]> {
    return this.lists(OF_CUSTOMER, [customerId, most]);
  }

  private async lists(statement: typeof HAVING, values: unknown[]): Promise<string[][]> {
    const rows = await this.database.query<{ ids: string | null }>(statement, values);
    return rows.map(({ ids }) => idsIn(ids));
  }
}
