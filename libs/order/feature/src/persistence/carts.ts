import { Injectable } from '@nestjs/common';
import { Database, sql, type Transaction } from '@twinshop/platform/database';

export interface CartLine {
  productId: string;
  quantity: number;
}

const LINES = `SELECT product_id AS "productId", quantity FROM cart_item WHERE customer_id = $1 ORDER BY added_at, product_id`;

const READ = sql('cart', LINES);
const READ_TO_ORDER = sql('cart-to-order', `${LINES} FOR UPDATE`);

const SET = sql(
  'set-cart-item',
  `INSERT INTO cart_item (customer_id, product_id, quantity)
   SELECT customer.id, $2, $3 FROM customer WHERE customer.id = $1
   ON CONFLICT (customer_id, product_id) DO UPDATE SET quantity = EXCLUDED.quantity
   RETURNING quantity`,
);

const REMOVE = sql('remove-cart-item', 'DELETE FROM cart_item WHERE customer_id = $1 AND product_id = $2');
const EMPTY = sql('empty-cart', 'DELETE FROM cart_item WHERE customer_id = $1');

/** What customers mean to buy. */
@Injectable()
export class Carts {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  read(customerId: string): Promise<CartLine[]> {
    return this.database.query<CartLine>(READ, [customerId]);
  }

  /** Locks the cart, so that it is ordered once. */
  readToOrder(tx: Transaction, customerId: string): Promise<CartLine[]> {
    return tx.query<CartLine>(READ_TO_ORDER, [customerId]);
  }

  /** False where there is no such customer. */
  async set(customerId: string, { productId, quantity }: CartLine): Promise<boolean> {
    return (await this.database.query(SET, [customerId, productId, quantity])).length > 0;
  }

  async remove(customerId: string, productId: string): Promise<void> {
    await this.database.query(REMOVE, [customerId, productId]);
  }

  async empty(tx: Transaction, customerId: string): Promise<void> {
    await tx.query(EMPTY, [customerId]);
  }
}
