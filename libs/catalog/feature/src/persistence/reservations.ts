import { Injectable } from '@nestjs/common';
import type { StockLine } from '@twinshop/catalog-contracts';
import { sql, type Transaction } from '@twinshop/platform/database';
import { insertOutbox, Outbox, type NewMessage } from '@twinshop/platform/messaging';
import type { Allocation, OrderLines, Refusal } from '../domain/allocate.ts';

/** What was decided about an order's stock. */
export type Decision =
  { status: 'reserved' | 'released' | 'sold'; refusal: null } | { status: 'refused'; refusal: Refusal };

type ClaimRow = Decision & { order_id: string; is_new: boolean };

/**
 * Written as reserved, since most will be. A row that is there already is locked and answered as it is: updating it to
 * itself is what makes `ON CONFLICT` wait for a transaction that is about to write it, and see what that wrote. Only a
 * row that was there has been locked by this transaction, which is what xmax tells.
 */
const CLAIM = sql(
  'claim-reservations',
  `INSERT INTO reservation (order_id, status, lines)
   SELECT order_id, 'reserved', lines FROM jsonb_to_recordset($1::jsonb) AS wanted (order_id uuid, lines jsonb)
   ORDER BY order_id
   ON CONFLICT (order_id) DO UPDATE SET status = reservation.status
   RETURNING order_id, status, refusal, xmax = 0 AS is_new`,
);

const LOCK_STOCK = sql(
  'lock-stock-of-orders',
  'SELECT product_id, on_hand FROM stock WHERE product_id = ANY($1::uuid[]) ORDER BY product_id FOR UPDATE',
);

const SETTLE = sql(
  'settle-reservations',
  `WITH taken AS (
     UPDATE stock SET on_hand = on_hand - wanted.pieces
     FROM unnest($1::uuid[], $2::int[]) AS wanted (product_id, pieces)
     WHERE stock.product_id = wanted.product_id AND on_hand >= wanted.pieces
     RETURNING stock.product_id
   ), refused AS (
     UPDATE reservation SET status = 'refused', refusal = verdict.refusal
     FROM unnest($3::uuid[], $4::text[]) AS verdict (order_id, refusal)
     WHERE reservation.order_id = verdict.order_id
   ), answered AS (${insertOutbox('$5')})
   SELECT count(*) AS products FROM taken`,
);

/** Where nothing was reserved, what stays is a mark: an order that asks after it was released gets nothing. */
const RELEASE = sql(
  'release-reservations',
  `WITH released AS (
     INSERT INTO reservation (order_id, status, lines)
     SELECT order_id, 'released', '[]' FROM unnest($1::uuid[]) AS given_up (order_id) ORDER BY order_id
     ON CONFLICT (order_id) DO UPDATE SET status = 'released' WHERE reservation.status IN ('reserved', 'sold')
     RETURNING lines
   ), answered AS (${insertOutbox('$2')})
   SELECT lines FROM released`,
);

const SELL = sql(
  'sell-reservations',
  `WITH locked AS MATERIALIZED (
     SELECT order_id, status FROM reservation WHERE order_id = ANY($1::uuid[]) ORDER BY order_id FOR UPDATE
   ), sold AS (
     UPDATE reservation SET status = 'sold' FROM locked
     WHERE reservation.order_id = locked.order_id AND locked.status = 'reserved'
   )
   SELECT order_id, locked.status FROM unnest($1::uuid[]) AS confirmed (order_id) LEFT JOIN locked USING (order_id)
   WHERE locked.order_id IS NULL OR locked.status = 'sold'`,
);

/**
 * Stock set aside for orders. Every transaction locks reservations in the order of their ids and then stock in the order
 * of its products, so that no two wait for each other in a ring, in this process or in another.
 */
@Injectable()
export class Reservations {
  private readonly outbox: Outbox;

  constructor(outbox: Outbox) {
    this.outbox = outbox;
  }

  /**
   * Takes each order's row, which counts as reserved until `settle` says otherwise.
   * @param orders each order once
   * @returns what was decided before, by order; the new ones are absent
   */
  async claim(tx: Transaction, orders: readonly OrderLines[]): Promise<Map<string, Decision>> {
    const wanted = orders.map(({ orderId, lines }) => ({ order_id: orderId, lines }));
    const rows = await tx.query<ClaimRow>(CLAIM, [JSON.stringify(wanted)]);
    return new Map(rows.filter(({ is_new }) => !is_new).map((row) => [row.order_id, row]));
  }

  /** Pieces by product, which nobody else changes until the transaction ends; products that don't exist are absent. */
  async lockStock(tx: Transaction, productIds: readonly string[]): Promise<Map<string, number>> {
    if (productIds.length === 0) return new Map();
    const rows = await tx.query<{ product_id: string; on_hand: number }>(LOCK_STOCK, [productIds]);
    return new Map(rows.map((row) => [row.product_id, row.on_hand]));
  }

  /**
   * Takes the stock, writes down who was refused, and says so.
   * @throws where there is less than was taken, which the lock on the stock rules out
   */
  async settle(
    tx: Transaction,
    { taken, refused }: Allocation,
    answers: readonly NewMessage[],
  ): Promise<void> {
    const [done] = await tx.query<{ products: number }>(SETTLE, [
      [...taken.keys()],
      [...taken.values()],
      [...refused.keys()],
      [...refused.values()],
      this.outbox.rows(answers),
    ]);
    if (done?.products !== taken.size) throw new Error('There is less stock than was allocated.');
    tx.afterCommit(() => this.outbox.wake());
  }

  /**
   * Marks orders as released, and says so.
   * @returns the lines that have to come back: of orders that had stock, once
   */
  async release(
    tx: Transaction,
    orderIds: readonly string[],
    answers: readonly NewMessage[],
  ): Promise<StockLine[]> {
    const rows = await tx.query<{ lines: StockLine[] }>(RELEASE, [
      [...new Set(orderIds)],
      this.outbox.rows(answers),
    ]);
    tx.afterCommit(() => this.outbox.wake());
    return rows.flatMap(({ lines }) => lines);
  }

  /** @returns the orders that have no reservation, not even a released one, and those that were sold before */
  async sell(
    tx: Transaction,
    orderIds: readonly string[],
  ): Promise<{ unknown: string[]; soldBefore: Set<string> }> {
    const rows = await tx.query<{ order_id: string; status: 'sold' | null }>(SELL, [orderIds]);
    const idsOf = (status: 'sold' | null): string[] =>
      rows.filter((row) => row.status === status).map((row) => row.order_id);
    return { unknown: idsOf(null), soldBefore: new Set(idsOf('sold')) };
  }
}
