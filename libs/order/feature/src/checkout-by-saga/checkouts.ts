import { Injectable } from '@nestjs/common';
import { Database, sql, type Transaction } from '@twinshop/platform/database';
import { insertOutbox, Outbox } from '@twinshop/platform/messaging';
import { isSettled } from '../domain/order-status.ts';
import { STUCK_AFTER_MS, statusOf, type CheckoutState } from '../domain/checkout-saga.ts';
import type { PricedLine } from '../domain/pricing.ts';
import { OrderBell } from '../persistence/order-bell.ts';
import {
  needsLines,
  type Change,
  type CheckoutOrder,
  type Heard,
  type ToSend,
} from '../domain/take-steps.ts';

/** An order whose row belongs to the transaction that read it. */
export interface LockedOrder extends CheckoutOrder {
  createdAt: Date;
  lines: PricedLine[] | null;
}

const FIELDS = `o.id, o.customer_id AS "customerId", coalesce(o.step, o.status) AS state, o.total_amount AS amount,
  o.payment_source AS "sealedSource", o.failure_code AS failure, o.cause, o.created_at AS "createdAt",
  o.updated_at AS "updatedAt", coalesce(extract(epoch FROM now() - o.step_since)::float8 * 1000, 0) AS "waitedMs"`;

const LINES = `(SELECT json_agg(json_build_object('productId', l.product_id, 'name', l.name, 'quantity', l.quantity,
     'unitPrice', l.unit_price) ORDER BY l.line_no) FROM order_line l WHERE l.order_id = o.id)`;

/** In the order of ids, so that whoever locks several never waits for somebody who waits for them. */
const LOCK = sql(
  'lock-checkouts',
  `SELECT ${FIELDS}, CASE WHEN asked.with_lines THEN ${LINES} END AS lines
   FROM unnest($1::uuid[], $2::boolean[]) AS asked (id, with_lines) JOIN orders o USING (id)
   ORDER BY o.id FOR NO KEY UPDATE OF o`,
);

const CLAIM_SILENT = sql(
  'claim-silent-checkouts',
  `SELECT ${FIELDS}, ${LINES} AS lines FROM orders o
   WHERE o.status = 'pending' AND o.step IS NOT NULL AND o.next_attempt_at <= now()
   ORDER BY o.next_attempt_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
);

const NOTHING_LEAVES = sql(
  'nothing-leaves-the-outbox',
  `SELECT occurred_at < now() - interval '${STUCK_AFTER_MS} milliseconds' AS stuck
   FROM outbox WHERE published_at IS NULL ORDER BY event_id LIMIT 1`,
);

const ANY_WAITING = sql(
  'any-checkout-waiting',
  `SELECT EXISTS (
     SELECT FROM orders WHERE status = 'pending' AND step IS NOT NULL
       AND next_attempt_at < now() - $1 * interval '1 millisecond'
   ) AS waiting`,
);

/** All orders of a batch and all that is sent about them: one round trip. */
const WRITE = sql(
  'write-checkouts',
  `WITH moved AS (
     UPDATE orders o SET
       status = n.status,
       failure_code = n.failure,
       payment_source = CASE WHEN n.status = 'pending' THEN o.payment_source END,
       cause = CASE WHEN n.status = 'pending' THEN o.cause END,
       updated_at = CASE WHEN n.status = o.status THEN o.updated_at ELSE n.at END,
       step = n.step,
       step_since = CASE WHEN n.step = o.step THEN o.step_since ELSE now() END,
       next_attempt_at = now() + n.look_in * interval '1 millisecond'
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::float8[])
       AS n (id, status, step, failure, at, look_in)
     WHERE o.id = n.id
   )
   ${insertOutbox('$7')}`,
);

/** Orders on their way through the checkout, whole batches at a time. */
@Injectable()
export class Checkouts {
  private readonly database: Database;
  private readonly outbox: Outbox;
  private readonly bell: OrderBell;

  constructor(database: Database, outbox: Outbox, bell: OrderBell) {
    this.database = database;
    this.outbox = outbox;
    this.bell = bell;
  }

  /** The orders that something was heard of, with their lines where these may be sent. */
  lock(tx: Transaction, heard: readonly Heard[]): Promise<LockedOrder[]> {
    const withLines = new Map<string, boolean>();
    for (const { orderId, happening } of heard) {
      withLines.set(orderId, withLines.get(orderId) === true || needsLines(happening));
    }
    return tx.query<LockedOrder>(LOCK, [[...withLines.keys()], [...withLines.values()]]);
  }

  /** Orders that were to hear of something by now, the longest overdue first, passing those that others work on. */
  claimSilent(tx: Transaction, most: number): Promise<LockedOrder[]> {
    return tx.query<LockedOrder>(CLAIM_SILENT, [most]);
  }

  /** Whether messages wait in the outbox for longer than they ever do: what orders have to ask is among them. */
  async isStuck(tx: Transaction): Promise<boolean> {
    return (await tx.query<{ stuck: boolean }>(NOTHING_LEAVES))[0]?.stuck === true;
  }

  /** Whether an order is overdue for longer than that, in milliseconds. */
  async isAnyWaiting(longerThanMs: number): Promise<boolean> {
    return (await this.database.query<{ waiting: boolean }>(ANY_WAITING, [longerThanMs]))[0]!.waiting;
  }

  /** Writes down what has become of orders, and what is to be sent about them; followers hear of it after the commit. */
  async write(tx: Transaction, changes: readonly Change[], messages: readonly ToSend[]): Promise<void> {
    if (changes.length === 0 && messages.length === 0) return;
    await tx.query(WRITE, [
      changes.map(({ id }) => id),
      changes.map(({ state }) => statusOf(state)),
      changes.map(({ state }) => stepOf(state)),
      changes.map(({ failure }) => failure),
      changes.map(({ at }) => at),
      changes.map((change) => change.nextLookInMs),
      this.outbox.rows(messages),
    ]);
    if (messages.length > 0) tx.afterCommit(() => this.outbox.wake());
    const settled = changes.filter(({ state }) => isSettled(statusOf(state))).map(({ id }) => id);
    if (settled.length > 0) tx.afterCommit(() => this.bell.ring(settled));
  }
}

const stepOf = (state: CheckoutState): CheckoutState | null => (statusOf(state) === 'pending' ? state : null);
