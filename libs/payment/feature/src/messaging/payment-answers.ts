import { Injectable } from '@nestjs/common';
import { PaymentAbandoned, PaymentCaptured, PaymentDeclined } from '@twinshop/payment-contracts';
import { Database, sql, type Statement } from '@twinshop/platform/database';
import { insertOutbox, Outbox } from '@twinshop/platform/messaging';
import { PAYMENT_WORDS, type PaymentStatus, type PaymentWord } from '../domain/payment-status.ts';
import type { Command } from '../persistence/command.ts';
import { ABANDON_PAYMENTS, SETTLE_PAYMENTS, type Answered } from '../persistence/payments.ts';
import { together } from '../persistence/together.ts';

const TOLD = {
  captured: PaymentCaptured,
  declined: PaymentDeclined,
  abandoned: PaymentAbandoned,
} as const satisfies Record<PaymentWord, unknown>;

const ALL_WORDS = Object.keys(TOLD) as PaymentWord[];

/** Rows of SQL: which message tells of which status. */
const telling = (statuses: readonly (keyof typeof PAYMENT_WORDS)[]): string =>
  statuses.map((status) => `('${status}', '${TOLD[PAYMENT_WORDS[status]].name}')`).join(', ');

const ANY_END = telling(Object.keys(PAYMENT_WORDS) as (keyof typeof PAYMENT_WORDS)[]);

/**
 * Moves payments and tells of it, both or neither, in one round trip: of the messages that could be sent, those leave that
 * say what became of their payment.
 *
 * @param move a statement that answers `order_id, status`
 * @param messages its parameter with the messages that could be sent
 */
const moveAndTell = (move: string, messages: string, news = ANY_END): string =>
  `WITH moved AS (${move}),
   news AS (
     SELECT moved.order_id, word.type FROM moved JOIN (VALUES ${news}) AS word (status, type) USING (status)
   ),
   sent AS (${insertOutbox(messages)} WHERE ((data ->> 'orderId')::uuid, type) IN (SELECT order_id, type FROM news))
   SELECT order_id, status FROM moved`;

const SETTLE = sql('settle-payments-and-tell', moveAndTell(SETTLE_PAYMENTS, '$4'));
const ABANDON = sql('abandon-payments-and-tell', moveAndTell(ABANDON_PAYMENTS, '$3'));

const REPEAT = sql(
  'repeat-payment-answers',
  moveAndTell('SELECT order_id, status FROM payment WHERE order_id = ANY ($1::uuid[])', '$2'),
);

/**
 * One that comes before any charge leaves a note that nothing is to be charged. One that comes while the charge is asked
 * for gives it up: what is captured all the same is refunded. Of a refund itself nobody is told.
 */
const REFUND = sql(
  'refund-payments-and-tell',
  moveAndTell(
    `INSERT INTO payment (order_id, status, amount)
     SELECT DISTINCT order_id, 'void', 0 FROM unnest($1::uuid[]) AS asked (order_id) ORDER BY order_id
     ON CONFLICT (order_id) DO UPDATE SET
       status = CASE payment.status WHEN 'captured' THEN 'refund_due' WHEN 'pending' THEN 'abandoned' ELSE payment.status END,
       next_attempt_at = CASE payment.status
         WHEN 'captured' THEN now() + interval '10 seconds' WHEN 'pending' THEN now() ELSE payment.next_attempt_at END,
       source = NULL, command = NULL
     RETURNING order_id, status`,
    '$2',
    telling(['abandoned']),
  ),
);

/** Of whose command, or given-up charge, something is told. */
interface Asked {
  orderId: string;
  cause: Command | undefined;
}

/** What is asked of payments that nobody's transaction is with: they move together with what is told of it. */
@Injectable()
export class PaymentAnswers {
  private readonly database: Database;
  private readonly outbox: Outbox;

  /** Notes the provider's word on a charge; whoever asked is told, unless the payment was no longer pending. */
  readonly settle = together((all: readonly (Asked & Answered)[]) => {
    const values = [columnOf(all, 'orderId'), columnOf(all, 'word'), columnOf(all, 'chargeId')];
    return this.run(SETTLE, all, values, ({ word }) => [word]);
  });

  /** Gives a charge up, also one that was never asked for, and tells what became of it. */
  readonly abandon = together((all: readonly (Asked & { amount: number })[]) =>
    this.run(ABANDON, all, [columnOf(all, 'orderId'), columnOf(all, 'amount')], () => ALL_WORDS),
  );

  /** Tells again what became of a charge, if it is over. */
  readonly repeat = together((all: readonly Asked[]) =>
    this.run(REPEAT, all, [columnOf(all, 'orderId')], () => ALL_WORDS),
  );

  /** Takes a charge back, in whatever state it is; answers what it comes to. */
  readonly requestRefund = together((all: readonly Asked[]) =>
    this.run(REFUND, all, [columnOf(all, 'orderId')], () => ['abandoned']),
  );

  constructor(database: Database, outbox: Outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** @param sayable of the words on each payment, those that may be told */
  private async run<One extends Asked>(
    statement: Statement,
    all: readonly One[],
    values: readonly unknown[],
    sayable: (one: One) => readonly PaymentWord[],
  ): Promise<(PaymentStatus | undefined)[]> {
    const news = [...new Map(all.map((one) => [one.orderId, one])).values()].flatMap((one) =>
      sayable(one).map((word) => ({ type: TOLD[word], data: { orderId: one.orderId }, cause: one.cause })),
    );
    const moved = await this.database.query<{ order_id: string; status: PaymentStatus }>(statement, [
      ...values,
      this.outbox.rows(news),
    ]);
    this.outbox.wake();
    const status = new Map(moved.map((row) => [row.order_id, row.status]));
    return all.map(({ orderId }) => status.get(orderId));
  }
}

const columnOf = <Row, Name extends keyof Row>(rows: readonly Row[], name: Name): Row[Name][] =>
  rows.map((row) => row[name]);
