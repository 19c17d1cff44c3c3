import { Injectable } from '@nestjs/common';
import { MOST_LINES } from '@twinshop/order-contracts';
import { Database, sql, type Transaction } from '@twinshop/platform/database';

export interface CartLine {
  productId: string;
  quantity: number;
}

const LINES = `SELECT product_id AS "productId", quantity FROM cart_item WHERE customer_id = $1 ORDER BY added_at, product_id`;

const READ = sql('cart', LINES);
const READ_TO_ORDER = sql('cart-to-order', `${LINES} FOR UPDATE`);

/** Requests at once may each find the last place free; such a cart is a few lines too long, and refused as an order. */
const SET = sql(
  'set-cart-item',
  `WITH cart AS (
     SELECT count(*) AS lines, bool_or(product_id = $2) AS has FROM cart_item WHERE customer_id = $1
   ), item AS (
     INSERT INTO cart_item (customer_id, product_id, quantity)
     SELECT customer.id, $2, $3 FROM customer, cart WHERE customer.id = $1 AND (cart.has OR cart.lines < ${MOST_LINES})
     ON CONFLICT (customer_id, product_id) DO UPDATE SET quantity = EXCLUDED.quantity
     RETURNING quantity
   )
   SELECT EXISTS (SELECT FROM item) AS set, EXISTS (SELECT FROM customer WHERE id = $1) AS known`,
);

const REMOVE = sql('remove-cart-item', 'DELETE FROM cart_item WHERE customer_id = $1 AND product_id = $2');
const REMOVE_ORDERED = sql(
  'remove-ordered-items',
  'DELETE FROM cart_item WHERE customer_id = $1 AND product_id = ANY ($2::uuid[])',
);

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

  /** Locks what is in the cart, so that it is ordered once. */
  readToOrder(tx: Transaction, customerId: string): Promise<CartLine[]> {
    return tx.query<CartLine>(READ_TO_ORDER, [customerId]);
  }

  /** `full` where the product would be one more than an order may have. */
  async set(
    customerId: string,
    { productId, quantity }: CartLine,
  ): Promise<'set' | 'full' | 'customer_unknown'> {
    const [row] = await this.database.query<{ set: boolean; known: boolean }>(SET, [
      customerId,
      productId,
      quantity,
    ]);
    if (row!.set) return 'set';
    return row!.known ? 'full' : 'customer_unknown';
  }

  async remove(customerId: string, productId: string): Promise<void> {
    await this.database.query(REMOVE, [customerId, productId]);
  }

  /** What was put into the cart since it was read stays there. */
  async removeOrdered(tx: Transaction, customerId: string, ordered: readonly CartLine[]): Promise<void> {
    await tx.query(REMOVE_ORDERED, [customerId, ordered.map(({ productId }) => productId)]);
  }
}
