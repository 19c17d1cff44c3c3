import { Injectable } from '@nestjs/common';
import { Database, sql, type Transaction } from '@twinshop/platform/database';
import type { Charge } from '@twinshop/payment-contracts';
import {
  afterRefusals,
  KEY_LIFETIME_MS,
  lookAgain,
  type PAYMENT_TRANSITIONS,
  type PaymentStatus,
  UNREACHABLE_PAUSE_MS,
} from '../domain/payment-status.ts';
import type { Command } from './command.ts';

/** What is asked for, and by which message where it was one. */
export interface ChargeAsked extends Charge {
  command?: Command;
}

export interface BegunPayment {
  status: PaymentStatus;
  /** milliseconds since it was first begun */
  ageMs: number;
  /** milliseconds that the provider was asked for in vain */
  unansweredMs: number;
}

/** The provider's word on a charge that it was asked for. */
export interface Answered {
  orderId: string;
  word: 'captured' | 'declined';
  chargeId: string | null;
}

export interface PaymentToTakeBack {
  order_id: string;
  status: 'abandoned' | 'refund_due';
  amount: number;
  provider_charge_id: string | null;
  refusals: number;
  /** Milliseconds since it was first begun, by the database's clock. */
  age_ms: number;
}

/** A column of `payment`. */
export const AGE_MS = 'extract(epoch FROM now() - created_at)::float8 * 1000';

/**
 * A payment belongs for ten seconds, two attempts long, to who has begun it: then others may ask for it. A pause was
 * counted when it began; what is left of it, if a command that comes again cuts it short, was not waited.
 */
const BEGIN = sql(
  'begin-payments',
  `INSERT INTO payment (order_id, status, amount, source, command, next_attempt_at)
   SELECT DISTINCT ON (order_id) order_id, 'pending', amount, source, command, now() + interval '10 seconds'
   FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::jsonb[]) AS asked (order_id, amount, source, command)
   ORDER BY order_id
   ON CONFLICT (order_id) DO UPDATE SET
     unanswered_ms = GREATEST(0, payment.unanswered_ms
       - GREATEST(0, extract(epoch FROM payment.next_attempt_at - now()) * 1000)),
     next_attempt_at = CASE WHEN payment.status = 'pending' THEN EXCLUDED.next_attempt_at ELSE payment.next_attempt_at END
   RETURNING order_id, status, ${AGE_MS} AS "ageMs", unanswered_ms AS "unansweredMs"`,
);

/** `$1` to `$3`: orders, words, charges. */
export const SETTLE_PAYMENTS = `UPDATE payment SET
    status = CASE
      WHEN payment.status = 'pending' THEN answer.word
      WHEN answer.word = 'captured' THEN 'refund_due'
      ELSE payment.status END,
    provider_charge_id = COALESCE(answer.charge_id, provider_charge_id),
    source = NULL, command = NULL, next_attempt_at = now()
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS answer (order_id, word, charge_id)
  WHERE payment.order_id = answer.order_id AND payment.status IN ('pending', 'abandoned')
  RETURNING payment.order_id, payment.status`;

/** `$1` and `$2`: orders, amounts. */
export const ABANDON_PAYMENTS = `INSERT INTO payment (order_id, status, amount)
  SELECT DISTINCT ON (order_id) order_id, 'abandoned', amount
  FROM unnest($1::uuid[], $2::bigint[]) AS given_up (order_id, amount) ORDER BY order_id
  ON CONFLICT (order_id) DO UPDATE SET
    status = CASE WHEN payment.status = 'pending' THEN 'abandoned' ELSE payment.status END,
    source = NULL, command = NULL, next_attempt_at = now()
  RETURNING order_id, status`;

const SETTLE = sql('settle-payments', SETTLE_PAYMENTS);
const ABANDON = sql('abandon-payments', ABANDON_PAYMENTS);
const STATUS = sql('payment-status', 'SELECT status FROM payment WHERE order_id = $1');

const REQUEST_REFUND = sql(
  'request-refund',
  `UPDATE payment SET status = 'refund_due', next_attempt_at = now() + interval '10 seconds'
   WHERE order_id = $1 AND status = 'captured'`,
);

const ONE_TO_TAKE_BACK = sql(
  'payment-to-take-back',
  `SELECT order_id, status, amount, provider_charge_id, refusals, ${AGE_MS} AS age_ms
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
   RETURNING order_id, status, amount, provider_charge_id, refusals, ${AGE_MS} AS age_ms`,
);

const MOVE = sql(
  'move-payment',
  `UPDATE payment SET status = $3, provider_charge_id = COALESCE($4, provider_charge_id)
   WHERE order_id = $1 AND status = $2`,
);

const TRY_LATER = sql(
  'take-back-later',
  `UPDATE payment SET next_attempt_at = now() + $2 * interval '1 millisecond', refusals = $3
   WHERE order_id = $1 AND status IN ('abandoned', 'refund_due')`,
);

/** The shop's own book of payments; its row decides where an answer and an abandonment race. */
@Injectable()
export class Payments {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Opens payments, or finds those that were opened before; answers in the order of the charges. */
  async begin(charges: readonly ChargeAsked[]): Promise<BegunPayment[]> {
    const rows = await this.database.query<{ order_id: string } & BegunPayment>(BEGIN, [
      charges.map(({ orderId }) => orderId),
      charges.map(({ amount }) => amount),
      charges.map(({ source }) => source),
      charges.map(({ command }) => (command === undefined ? null : JSON.stringify(command))),
    ]);
    const begun = new Map(rows.map((row) => [row.order_id, row]));
    return charges.map(({ orderId }) => begun.get(orderId)!);
  }

  /** Notes the provider's word, and answers what the payment came to, which may be another thing. */
  async settle({ orderId, word, chargeId }: Answered): Promise<PaymentStatus> {
    const [settled] = await this.database.query<{ status: PaymentStatus }>(SETTLE, [
      [orderId],
      [word],
      [chargeId],
    ]);
    if (settled !== undefined) return settled.status;
    const [row] = await this.database.query<{ status: PaymentStatus }>(STATUS, [orderId]);
    return row!.status;
  }

  async abandon({ orderId, amount }: Charge): Promise<PaymentStatus> {
    const [row] = await this.database.query<{ status: PaymentStatus }>(ABANDON, [[orderId], [amount]]);
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
  async notCaptured({ order_id, age_ms, refusals }: PaymentToTakeBack): Promise<void> {
    if (age_ms > KEY_LIFETIME_MS) await this.move(order_id, 'abandoned', 'void');
    else await this.database.query(TRY_LATER, [order_id, lookAgain(age_ms), refusals]);
  }

  /** The provider gave no answer that counts. */
  async unreachable({ order_id, refusals }: PaymentToTakeBack): Promise<void> {
    await this.database.query(TRY_LATER, [order_id, UNREACHABLE_PAUSE_MS, refusals]);
  }

  /** The provider does not take the refund as it is asked for: to be tried ever more rarely, until somebody sees to it. */
  async refundRefused({ order_id, refusals }: PaymentToTakeBack): Promise<void> {
    await this.database.query(TRY_LATER, [order_id, afterRefusals(refusals), refusals + 1]);
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
