import { Injectable } from '@nestjs/common';
import { sql, Database } from '@twinshop/platform/database';
import { askAgain, PAYMENT_DEADLINE_MS } from '../domain/payment-status.ts';
import type { Command } from '../persistence/command.ts';
import { AGE_MS } from '../persistence/payments.ts';
import { together } from '../persistence/together.ts';
import { ATTEMPT_MS, PaymentProvider, type ChargeOfAge } from '../provider/payment-provider.ts';
import { PaymentAnswers } from './payment-answers.ts';

/** A pending payment that belongs to the caller for an attempt. */
export interface PaymentToAskFor extends ChargeOfAge {
  command: Command | null;
  unansweredMs: number;
}

/** As `BEGIN` claims a payment. The array is chosen once; see `claim-payments-to-take-back`. */
const CLAIM = sql(
  'claim-payments-to-ask-for',
  `UPDATE payment SET next_attempt_at = now() + interval '10 seconds'
   WHERE order_id = ANY (ARRAY(
     SELECT order_id FROM payment WHERE status = 'pending' AND next_attempt_at <= now()
     ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ))
   RETURNING order_id AS "orderId", amount, source, command, unanswered_ms AS "unansweredMs", ${AGE_MS} AS "ageMs"`,
);

/** Attempts may overlap, where a command comes again: of the same seconds each counts them, and none adds to another's. */
const LATER = sql(
  'ask-for-payments-later',
  `UPDATE payment SET
     unanswered_ms = GREATEST(payment.unanswered_ms, asked.unanswered),
     next_attempt_at = now() + asked.pause * interval '1 millisecond'
   FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS asked (order_id, unanswered, pause)
   WHERE payment.order_id = asked.order_id AND payment.status = 'pending'`,
);

/** As many as the provider is asked for at once. */
const AT_A_TIME = 100;

/**
 * Asks the provider for a payment once, and tells what came of it. Without an answer it is asked again later, until it was
 * asked in vain for as long as an order waits: then it is given up. Time in which nobody could ask does not count.
 */
@Injectable()
export class ChargeAndTell {
  private readonly database: Database;
  private readonly provider: PaymentProvider;
  private readonly answers: PaymentAnswers;

  private readonly later = together(
    async (all: readonly { orderId: string; unansweredMs: number; pauseMs: number }[]): Promise<void[]> => {
      await this.database.query(LATER, [
        all.map(({ orderId }) => orderId),
        all.map((one) => one.unansweredMs),
        all.map(({ pauseMs }) => pauseMs),
      ]);
      return all.map(() => undefined);
    },
  );

  constructor(database: Database, provider: PaymentProvider, answers: PaymentAnswers) {
    this.database = database;
    this.provider = provider;
    this.answers = answers;
  }

  async run(payment: PaymentToAskFor): Promise<void> {
    const { orderId, amount, command, unansweredMs } = payment;
    const cause = command ?? undefined;
    const began = performance.now();
    const answer = await this.provider.charge(payment, ATTEMPT_MS);
    switch (answer.word) {
      case 'captured':
        return void (await this.answers.settle({
          orderId,
          cause,
          word: 'captured',
          chargeId: answer.chargeId,
        }));
      case 'declined':
        return void (await this.answers.settle({ orderId, cause, word: 'declined', chargeId: null }));
      case 'too late':
        return void (await this.answers.abandon({ orderId, amount, cause }));
      case 'not asked':
        return this.later({ orderId, unansweredMs, pauseMs: askAgain(0) });
      case 'unknown': {
        const askedMs = unansweredMs + Math.round(performance.now() - began);
        if (askedMs >= PAYMENT_DEADLINE_MS)
          return void (await this.answers.abandon({ orderId, amount, cause }));
        const pauseMs = askAgain(askedMs);
        return this.later({ orderId, unansweredMs: askedMs + pauseMs, pauseMs });
      }
    }
  }

  /** Asks for all that are due, until the process stops; answers how many there were. */
  async due(stopping?: AbortSignal): Promise<number> {
    for (let asked = 0; ;) {
      const due = await this.database.query<PaymentToAskFor>(CLAIM, [AT_A_TIME]);
      const outcomes = await Promise.allSettled(due.map((payment) => this.run(payment)));
      asked += due.length;
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      if (due.length < AT_A_TIME || stopping?.aborted === true) return asked;
    }
  }
}
