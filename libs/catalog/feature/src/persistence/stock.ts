import { Injectable } from '@nestjs/common';
import { StockApi, type StockLine, type StockTake } from '@twinshop/catalog-contracts';
import { Database, sql, type Transaction } from '@twinshop/platform/database';
import { toOffers, type OfferRow } from './product-row.ts';

/**
 * Locks the rows in the order of their ids, so that two orders never wait for each other in a ring, and takes all
 * lines or none. Below it stands `CHECK (on_hand >= 0)`.
 */
const TAKE = sql(
  'take-stock',
  `WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS w (product_id, quantity)),
   locked AS MATERIALIZED (
     SELECT s.product_id, s.on_hand, wanted.quantity FROM stock s JOIN wanted USING (product_id)
     ORDER BY s.product_id FOR UPDATE OF s
   ),
   verdict AS MATERIALIZED (SELECT count(*) = cardinality($1::uuid[]) AND bool_and(on_hand >= quantity) AS enough FROM locked),
   taken AS (
     UPDATE stock s SET on_hand = s.on_hand - locked.quantity
     FROM locked WHERE s.product_id = locked.product_id AND (SELECT enough FROM verdict)
   )
   SELECT p.id, p.name, p.price_amount, p.version, (SELECT enough FROM verdict) AS enough
   FROM locked JOIN product p ON p.id = locked.product_id`,
);

const GIVE_BACK = sql(
  'give-back-stock',
  `WITH returned AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS r (product_id, quantity)),
   locked AS MATERIALIZED (
     SELECT s.product_id, returned.quantity FROM stock s JOIN returned USING (product_id)
     ORDER BY s.product_id FOR UPDATE OF s
   )
   UPDATE stock s SET on_hand = s.on_hand + locked.quantity FROM locked WHERE s.product_id = locked.product_id`,
);

const LOCK = sql('lock-stock', 'SELECT on_hand FROM stock WHERE product_id = $1 FOR UPDATE');

const EARLIER_CHANGE = sql(
  'earlier-stock-change',
  'SELECT delta, stock_after FROM stock_change WHERE product_id = $1 AND idempotency_key = $2',
);

const CHANGE = sql(
  'change-stock',
  `WITH changed AS (
     UPDATE stock SET on_hand = on_hand + $3 WHERE product_id = $1 RETURNING product_id, on_hand
   )
   INSERT INTO stock_change (product_id, idempotency_key, delta, stock_after)
   SELECT product_id, $2, $3, on_hand FROM changed`,
);

type ChangeOutcome =
  | { outcome: 'changed' | 'changed_before'; stock: number }
  | { outcome: 'no_product' | 'key_reused' | 'too_little' | 'too_much' };

/** Below the largest integer of PostgreSQL, so that what comes back from cancelled orders still fits. */
const LARGEST_STOCK = 2_000_000_000;

/** Pieces on hand. */
@Injectable()
export class Stock extends StockApi {
  private readonly database: Database;

  constructor(database: Database) {
    super();
    this.database = database;
  }

  override async take(tx: Transaction, lines: readonly StockLine[]): Promise<StockTake> {
    const rows = await tx.query<OfferRow & { enough: boolean }>(TAKE, [
      lines.map(({ productId }) => productId),
      lines.map(({ quantity }) => quantity),
    ]);
    const offers = toOffers(rows);
    const missing = lines.map(({ productId }) => productId).filter((id) => !offers.has(id));
    if (missing.length > 0) return { outcome: 'product_unavailable', missing };
    return { outcome: rows[0]?.enough === true ? 'taken' : 'out_of_stock', offers };
  }

  override async giveBack(tx: Transaction, lines: readonly StockLine[]): Promise<void> {
    await tx.query(GIVE_BACK, [
      lines.map(({ productId }) => productId),
      lines.map(({ quantity }) => quantity),
    ]);
  }

  /** Changes the stock of one product once for each key. */
  change(productId: string, delta: number, key: string): Promise<ChangeOutcome> {
    return this.database.transaction(async (tx): Promise<ChangeOutcome> => {
      const [locked] = await tx.query<{ on_hand: number }>(LOCK, [productId]);
      if (locked === undefined) return { outcome: 'no_product' };
      const [earlier] = await tx.query<{ delta: number; stock_after: number }>(EARLIER_CHANGE, [
        productId,
        key,
      ]);
      if (earlier !== undefined) {
        return earlier.delta === delta
          ? { outcome: 'changed_before', stock: earlier.stock_after }
          : { outcome: 'key_reused' };
      }
      const stock = locked.on_hand + delta;
      if (stock < 0) return { outcome: 'too_little' };
      if (stock > LARGEST_STOCK) return { outcome: 'too_much' };
      await tx.query(CHANGE, [productId, key, delta]);
      return { outcome: 'changed', stock };
    });
  }
}
