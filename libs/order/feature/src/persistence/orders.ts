import { Injectable } from '@nestjs/common';
import type { OrderStatus, Rejection } from '@twinshop/order-contracts';
import { Database, sql, type Transaction } from '@twinshop/platform/database';
import { ATTEMPT_LEASE_MS, type ORDER_TRANSITIONS } from '../domain/order-status.ts';
import { total, type PricedLine } from '../domain/pricing.ts';
import { OrderBell } from './order-bell.ts';
import type { OrderRow } from './order-row.ts';

export interface NewOrder {
  id: string;
  customerId: string;
  idempotencyKey: string;
  fingerprint: string;
  status: Extract<OrderStatus, 'pending' | 'rejected'>;
  failure: Rejection | null;
  paymentSource: string | null;
  lines: readonly PricedLine[];
}

const FIELDS = `o.id, o.customer_id, o.fingerprint, o.status, o.failure_code, o.total_amount, o.payment_source,
  o.created_at, o.updated_at, extract(epoch FROM now() - o.created_at)::float8 * 1000 AS age_ms,
  (SELECT json_agg(json_build_object('productId', l.product_id, 'name', l.name, 'quantity', l.quantity,
     'unitPrice', l.unit_price) ORDER BY l.line_no) FROM order_line l WHERE l.order_id = o.id) AS lines`;

/**
 * No row comes back where the key was used before, or the customer does not exist. Whoever looks for orders to take up goes
 * by the database's clock, and so do an order's age and its lease: with a clock that is ahead, the lease would keep a charged
 * order from everybody.
 */
const PLACE = sql(
  'place-order',
  `WITH placed AS (
     INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, failure_code, total_amount,
       payment_source, created_at, updated_at, next_attempt_at)
     SELECT $1, customer.id, $3, $4, $5, $6, $7, $8, now(), now(), now() + $9 * interval '1 millisecond'
     FROM customer WHERE customer.id = $2
     ON CONFLICT (customer_id, idempotency_key) DO NOTHING
     RETURNING id, created_at
   ), lines AS (
     INSERT INTO order_line (order_id, line_no, product_id, name, quantity, unit_price)
     SELECT placed.id, l.line_no, l.product_id, l.name, l.quantity, l.unit_price
     FROM placed, unnest($10::uuid[], $11::text[], $12::int[], $13::int[])
       WITH ORDINALITY AS l (product_id, name, quantity, unit_price, line_no)
   )
   SELECT created_at FROM placed`,
);

const BY_KEY = sql(
  'order-by-key',
  `SELECT ${FIELDS} FROM orders o WHERE o.customer_id = $1 AND o.idempotency_key = $2`,
);

const BY_ID = sql('order-by-id', `SELECT ${FIELDS} FROM orders o WHERE o.id = $1`);

const OF_CUSTOMER = sql(
  'orders-of-customer',
  `SELECT ${FIELDS} FROM orders o WHERE o.customer_id = $1 AND o.id < $2 ORDER BY o.id DESC LIMIT $3`,
);

/** A confirmed order does not change any more, unless it is cancelled: then it is none. */
const CONFIRMED = sql(
  'confirmed-orders',
  `SELECT ${FIELDS} FROM orders o WHERE o.status = 'confirmed' AND o.id > $1 ORDER BY o.id LIMIT $2`,
);

/** Moves an order on from what it must be; else nothing happens. */
const MOVE = sql(
  'move-order',
  `UPDATE orders SET status = $3, failure_code = $4, payment_source = NULL,
     updated_at = GREATEST(updated_at + interval '1 millisecond', $5)
   WHERE id = $1 AND status = $2 RETURNING updated_at`,
);

/** The array is chosen once; a plan may run `IN (SELECT …)` again for each row, and pass the limit. */
const CLAIM_PENDING = sql(
  'claim-pending-orders',
  `UPDATE orders o SET next_attempt_at = now() + $1 * interval '1 millisecond'
   WHERE o.id = ANY (ARRAY(
     SELECT id FROM orders WHERE status = 'pending' AND next_attempt_at <= now()
     ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED
   ))
   RETURNING ${FIELDS}`,
);

const ANY_WAITING = sql(
  'any-order-waiting',
  `SELECT EXISTS (
     SELECT FROM orders WHERE status = 'pending' AND next_attempt_at < now() - $1 * interval '1 millisecond'
   ) AS waiting`,
);

const STATUSES = sql('order-statuses', 'SELECT id, status FROM orders WHERE id = ANY($1::uuid[])');

const LEAST_ID = '00000000-0000-0000-0000-000000000000';
const GREATEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The book of orders: each operation one round trip. */
@Injectable()
export class Orders {
  private readonly database: Database;
  private readonly bell: OrderBell;

  constructor(database: Database, bell: OrderBell) {
    this.database = database;
    this.bell = bell;
  }

  /** Writes the order with its lines, unless its key was used before or its customer is gone: then undefined. */
  async place(tx: Transaction, order: NewOrder): Promise<OrderRow | undefined> {
    const totalAmount = total(order.lines);
    const [placed] = await tx.query<{ created_at: Date }>(PLACE, [
      order.id,
      order.customerId,
      order.idempotencyKey,
      order.fingerprint,
      order.status,
      order.failure,
      totalAmount,
      order.paymentSource,
      ATTEMPT_LEASE_MS,
      order.lines.map(({ productId }) => productId),
      order.lines.map(({ name }) => name),
      order.lines.map(({ quantity }) => quantity),
      order.lines.map(({ unitPrice }) => unitPrice),
    ]);
    if (placed === undefined) return undefined;
    return {
      id: order.id,
      customer_id: order.customerId,
      fingerprint: order.fingerprint,
      status: order.status,
      failure_code: order.failure,
      total_amount: totalAmount,
      payment_source: order.paymentSource,
      created_at: placed.created_at,
      updated_at: placed.created_at,
      age_ms: 0,
      lines: [...order.lines],
    };
  }

  async findByKey(customerId: string, key: string): Promise<OrderRow | undefined> {
    return (await this.database.query<OrderRow>(BY_KEY, [customerId, key]))[0];
  }

  async find(id: string): Promise<OrderRow | undefined> {
    return (await this.database.query<OrderRow>(BY_ID, [id]))[0];
  }

  /** Newest first, from after the order `after` (UUIDv7: ids are in the order of acceptance). */
  ofCustomer(customerId: string, after: string | undefined, rows: number): Promise<OrderRow[]> {
    return this.database.query<OrderRow>(OF_CUSTOMER, [customerId, after ?? GREATEST_ID, rows]);
  }

  /** In the order of their ids, from after the order `after`; each was confirmed at `updated_at`. */
  confirmed(after: string | undefined, rows: number): Promise<OrderRow[]> {
    return this.database.query<OrderRow>(CONFIRMED, [after ?? LEAST_ID, rows]);
  }

  /**
   * Moves an order on, and answers it as it is then; undefined where it was not in the status `from`. Its followers in
   * this process hear of it, in a transaction once that has committed.
   */
  async move<From extends OrderStatus>(
    order: OrderRow,
    from: From,
    to: (typeof ORDER_TRANSITIONS)[From][number],
    failure: Rejection | null = null,
    tx?: Transaction,
  ): Promise<OrderRow | undefined> {
    const moving = [order.id, from, to, failure, new Date()];
    const [row] = await (tx ?? this.database).query<{ updated_at: Date }>(MOVE, moving);
    if (row === undefined) return undefined;
    const tell = (): void => this.bell.ring([order.id]);
    if (tx === undefined) tell();
    else tx.afterCommit(tell);
    return { ...order, status: to, failure_code: failure, payment_source: null, updated_at: row.updated_at };
  }

  /** Pending orders that nobody works on, the longest waiting first; they belong to the caller for a lease. */
  claimPending(rows: number): Promise<OrderRow[]> {
    return this.database.query<OrderRow>(CLAIM_PENDING, [ATTEMPT_LEASE_MS, rows]);
  }

  /** Whether a pending order has been there for somebody to take up for longer than that. */
  async isAnyWaiting(longerThanMs: number): Promise<boolean> {
    return (await this.database.query<{ waiting: boolean }>(ANY_WAITING, [longerThanMs]))[0]!.waiting;
  }

  async statuses(ids: readonly string[]): Promise<Map<string, OrderStatus>> {
    const rows = await this.database.query<{ id: string; status: OrderStatus }>(STATUSES, [ids]);
    return new Map(rows.map(({ id, status }) => [id, status]));
  }
}
