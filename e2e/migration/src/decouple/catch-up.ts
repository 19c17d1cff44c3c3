import { isCaughtUp, markCaughtUp } from './bridge.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession, type Session } from './shared-database.ts';
import { linesOf, stockDue } from './stock-due.ts';

/** Few enough for a batch to take hundredths of a second. */
const ORDERS_AT_ONCE = 1_000;
const PRODUCTS_AT_ONCE = 5_000;
const LEAST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * `$1` to `$2`: from after an order to an order. One that is moved meanwhile is written by the bridge, before this or after
 * it: what is there stays.
 */
const ADD_MISSING = `
  INSERT INTO catalog.reservation (order_id, status, lines)
  SELECT id, ${stockDue('status')}, ${linesOf('o.id')} FROM "order".orders o
  WHERE id > $1 AND id <= $2 AND status <> 'rejected' AND step IS NULL
    AND NOT EXISTS (SELECT FROM catalog.reservation WHERE order_id = o.id)
  ORDER BY id
  ON CONFLICT (order_id) DO NOTHING`;

/**
 * Of an earlier time at step 2, after which the old code went on without telling. The order is locked, for what is decided
 * here must not be older than what the bridge writes.
 */
const CORRECT = `
  WITH wrong AS MATERIALIZED (
    SELECT o.id, o.status FROM "order".orders o JOIN catalog.reservation r ON r.order_id = o.id
    WHERE o.id > $1 AND o.id <= $2 AND o.step IS NULL AND r.status <> ${stockDue('o.status')}
      AND NOT (o.status = 'rejected' AND r.status = 'refused')
    ORDER BY o.id FOR SHARE OF o
  )
  UPDATE catalog.reservation r SET status = ${stockDue('wrong.status')} FROM wrong WHERE r.order_id = wrong.id`;

const COPY_OFFERS = `
  INSERT INTO "order".offer_copy (product_id, name, price, version)
  SELECT id, name, price_amount, version FROM catalog.product WHERE id > $1 AND id <= $2 ORDER BY id
  ON CONFLICT (product_id) DO UPDATE SET name = EXCLUDED.name, price = EXCLUDED.price, version = EXCLUDED.version
  WHERE offer_copy.version < EXCLUDED.version`;

/**
 * What the new code would have written of all that the old code did before the bridge, batch by batch. Once: after that, what
 * differs is under way by message.
 */
export const catchUp: DatabaseAction = {
  says: 'what was before is written down as the new code would have done',
  run: (database, progress) =>
    inSession(database, async (session) => {
      if (await isCaughtUp(session)) return;
      let orders = 0;
      for await (const { from, to, rows } of batches(session, '"order".orders', ORDERS_AT_ONCE)) {
        await session.query(ADD_MISSING, [from, to]);
        await session.query(CORRECT, [from, to]);
        orders += rows;
        progress(`stock of ${orders.toLocaleString('en')} orders`);
      }
      let offers = 0;
      for await (const { from, to, rows } of batches(session, 'catalog.product', PRODUCTS_AT_ONCE)) {
        await session.query(COPY_OFFERS, [from, to]);
        offers += rows;
        progress(`offers of ${offers.toLocaleString('en')} products`);
      }
      await session.query(markCaughtUp);
    }),
};

interface Batch {
  /** From after this id up to that. */
  from: string;
  to: string;
  rows: number;
}

/** Over a table in the order of its ids. What comes after it has begun may be left out. */
async function* batches(session: Session, table: string, most: number): AsyncGenerator<Batch> {
  for (let from = LEAST_ID; ;) {
    const ids = await session.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE id > $1 ORDER BY id LIMIT ${most}`,
      [from],
    );
    const to = ids.at(-1)?.id;
    if (to === undefined) return;
    yield { from, to, rows: ids.length };
    from = to;
  }
}

/** Only while no message is under way. */
export const checkStock: DatabaseAction = {
  says: 'each order has the stock that it should',
  run: (database) =>
    inSession(database, async (session) => {
      const [row] = await session.query<{ wrong: number; one: string | null }>(
        `SELECT count(*)::int AS wrong, min(o.id::text) AS one
         FROM "order".orders o LEFT JOIN catalog.reservation r ON r.order_id = o.id
         WHERE o.step IS NULL AND coalesce(r.status, 'none') <> ${stockDue('o.status')}
           AND NOT (o.status = 'rejected' AND coalesce(r.status, 'refused') = 'refused')`,
      );
      if (row!.wrong > 0)
        throw new Error(`${row!.wrong} orders have other stock than they should, such as ${row!.one}.`);
    }),
};
