import { OrderCancelled, OrderConfirmed } from '@twinshop/order-contracts';
import { RefundPayment } from '@twinshop/payment-contracts';
import { steps } from '@twinshop/topologies';
import { inSql, MODULES } from './belongings.ts';
import { missingMigrations } from './noted-migrations.ts';
import { inSession, type SharedDatabase } from './shared-database.ts';

/**
 * Orders that the old code has accepted and not brought to their end: without a saga, only its own processes do that. One of
 * them has to stay until there are none.
 */
export const ordersOfOldCode = (database: SharedDatabase): Promise<number> =>
  inSession(database, async (session) => {
    const [row] = await session.query<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM orders WHERE status = 'pending' AND step IS NULL`,
    );
    return row!.orders;
  });

/** What only the new code brings to its end. */
export interface WorkOfNewCode {
  sagas: number;
  /** Charges that the provider has not answered. */
  charges: number;
  /** That are still to have an effect on stock, money or sagas; of what the old code does, the bridge tells without end. */
  messages: number;
}

const all = (table: string): string =>
  MODULES.map((module) => `SELECT * FROM ${inSql(module)}.${table}`).join(' UNION ALL ');

const takenBy = (module: 'catalog' | 'order'): string =>
  `EXISTS (SELECT FROM ${inSql(module)}.inbox WHERE inbox.event_id = sent.event_id)`;

/**
 * `$1` and `$2`: what catalogue and orders hear of. Payments have no inbox, but each its own row; what the bridge tells of
 * is sold already.
 */
const WORK = `
  WITH sent AS (${all('outbox')}), lost AS (${all('outbox_lost')})
  SELECT
    (SELECT count(*)::int FROM orders WHERE status = 'pending' AND step IS NOT NULL) AS sagas,
    (SELECT count(*)::int FROM payment WHERE status = 'pending' AND command IS NOT NULL) AS charges,
    (SELECT count(*)::int FROM sent WHERE CASE type
      WHEN '${OrderCancelled.name}' THEN false
      WHEN '${OrderConfirmed.name}' THEN EXISTS (
        SELECT FROM reservation WHERE order_id = (data ->> 'orderId')::uuid AND status = 'reserved'
      )
      WHEN '${RefundPayment.name}' THEN EXISTS (
        SELECT FROM payment WHERE order_id = (data ->> 'orderId')::uuid AND status IN ('captured', 'pending')
      )
      ELSE published_at IS NULL OR event_id IN (SELECT event_id FROM lost)
        OR (type = ANY ($1) AND NOT ${takenBy('catalog')}) OR (type = ANY ($2) AND NOT ${takenBy('order')})
    END) AS messages`;

/** @returns nothing but zeros where the new code has never run */
export const workOfNewCode = (database: SharedDatabase): Promise<WorkOfNewCode> =>
  inSession(database, async (session) => {
    if ((await missingMigrations(session)).length > 0) return { sagas: 0, charges: 0, messages: 0 };
    const { queues } = steps[2]!;
    const [work] = await session.query<WorkOfNewCode>(WORK, [queues['catalog'], queues['order']]);
    return work!;
  });
