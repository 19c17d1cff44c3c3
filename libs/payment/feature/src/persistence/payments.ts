import { Injectable } from '@nestjs/common';
import { Database, sql, type Transaction } from '@twinshop/platform/database';
import type { Charge } from '@twinshop/payment-contracts';
import {
  KEY_LIFETIME_MS,
  lookAgain,
  type PAYMENT_TRANSITIONS,
  type PaymentStatus,
  UNREACHABLE_PAUSE_MS,
} from '../domain/payment-status.ts';

export interface PaymentToTakeBack {
  order_id: string;
  status: 'abandoned' | 'refund_due';
  amount: number;
  provider_charge_id: string | null;
  created_at: Date;
}

const BEGIN = sql(
  'begin-payment',
  `INSERT INTO payment (order_id, status, amount, source) VALUES ($1, 'pending', $2, $3)
   ON CONFLICT (order_id) DO UPDATE SET status = payment.status RETURNING status`,
);

const SETTLE = sql(
  'settle-payment',
  `UPDATE payment SET
     status = CASE WHEN status = 'pending' THEN $2 WHEN status = 'abandoned' AND $2 = 'captured' THEN 'refund_due' ELSE status END,
     provider_charge_id = COALESCE($3, provider_charge_id), source = NULL, next_attempt_at = now()
   WHERE order_id = $1 AND status IN ('pending', 'abandoned')
   RETURNING status`,
);

const STATUS = sql('payment-status', 'SELECT status FROM payment WHERE order_id = $1');

const ABANDON = sql(
  'abandon-payment',
  `INSERT INTO payment (order_id, status, amount) VALUES ($1, 'abandoned', $2)
   ON CONFLICT (order_id) DO UPDATE SET
     status = CASE WHEN payment.status = 'pending' THEN 'abandoned' ELSE payment.status END, source = NULL, next_attempt_at = now()
   RETURNING status`,
);

const REQUEST_REFUND = sql(
  'request-refund',
  `UPDATE payment SET status = 'refund_due', next_attempt_at = now() + interval '10 seconds'
   WHERE order_id = $1 AND status = 'captured'`,
);

const ONE_TO_TAKE_BACK = sql(
  'payment-to-take-back',
  `SELECT order_id, status, amount, provider_charge_id, created_at
   FROM payment WHERE order_id = $1 AND status = 'refund_due'`,
);

/**
 * Claimed for as long as an attempt may take (three calls), so that two processes don't both ask. The array is chosen
 * once; a plan may run `IN (SELECT …)` again for each row, and pass the limit.
 */
const CLAIM = sql(
  'claim-payments-to-take-back',
  `UPDATE payment SET next_attempt_at = now() + interval '20 seconds'
   WHERE order_id = ANY (ARRAY(
     SELECT order_id FROM payment WHERE status IN ('abandoned', 'refund_due') AND next_attempt_at <= now()
     ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ))
   RETURNING order_id, status, amount, provider_charge_id, created_at`,
);

const MOVE = sql(
  'move-payment',
  `UPDATE payment SET status = $3, provider_charge_id = COALESCE($4, provider_charge_id)
   WHERE order_id = $1 AND status = $2`,
);

const TRY_LATER = sql(
  'take-back-later',
  `UPDATE payment SET next_attempt_at = now() + $2 * interval '1 millisecond'
   WHERE order_id = $1 AND status IN ('abandoned', 'refund_due')`,
);

/** The shop's own book of payments; its row decides where an answer and an abandonment race. */
@Injectable()
export class Payments {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Opens the payment, or finds the one that was opened before. */
  async begin({ orderId, amount, source }: Charge): Promise<PaymentStatus> {
    const [row] = await this.database.query<{ status: PaymentStatus }>(BEGIN, [orderId, amount, source]);
    return row!.status;
  }

  /** Notes the provider's word, and answers what the payment came to, which may be another thing. */
  async settle(
    orderId: string,
    status: 'captured' | 'declined',
    chargeId: string | null,
  ): Promise<PaymentStatus> {
    const [settled] = await this.database.query<{ status: PaymentStatus }>(SETTLE, [
      orderId,
      status,
      chargeId,
    ]);
    if (settled !== undefined) return settled.status;
    const [row] = await this.database.query<{ status: PaymentStatus }>(STATUS, [orderId]);
    return row!.status;
  }

  async abandon({ orderId, amount }: Charge): Promise<PaymentStatus> {
    const [row] = await this.database.query<{ status: PaymentStatus }>(ABANDON, [orderId, amount]);
    return row!.status;
  }

  async requestRefund(tx: Transaction, orderId: string): Promise<void> {
    await tx.query(REQUEST_REFUND, [orderId]);
  }

  async refundDue(orderId: string): Promise<PaymentToTakeBack | undefined> {
    return (await this.database.query<PaymentToTakeBack>(ONE_TO_TAKE_BACK, [orderId]))[0];
  }

  /** At most so many whose time has come, the longest waiting first; they belong to the caller for an attempt. */
  claimToTakeBack(rows: number): Promise<PaymentToTakeBack[]> {
    return this.database.query<PaymentToTakeBack>(CLAIM, [rows]);
  }

  async foundCaptured(orderId: string, chargeId: string): Promise<void> {
    await this.move(orderId, 'abandoned', 'refund_due', chargeId);
  }

  async refunded(orderId: string): Promise<void> {
    await this.move(orderId, 'refund_due', 'refunded');
  }

  /** Nothing was captured so far: looks again later, until the provider forgets the key. */
  async notCaptured({ order_id, created_at }: PaymentToTakeBack): Promise<void> {
    const ageMs = Date.now() - created_at.getTime();
    if (ageMs > KEY_LIFETIME_MS) await this.move(order_id, 'abandoned', 'void');
    else await this.database.query(TRY_LATER, [order_id, lookAgain(ageMs)]);
  }

  /** The provider gave no answer that counts. */
  async unreachable(orderId: string): Promise<void> {
    await this.database.query(TRY_LATER, [orderId, UNREACHABLE_PAUSE_MS]);
  }

  /** From what it must be, else nothing happens. */
  private async move<From extends PaymentStatus>(
    orderId: string,
    from: From,
    to: (typeof PAYMENT_TRANSITIONS)[From][number],
    chargeId: string | null = null,
  ): Promise<void> {
    await this.database.query(MOVE, [orderId, from, to, chargeId]);
  }
}
