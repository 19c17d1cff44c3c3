import type { Transaction } from '@twinshop/platform/database';

export interface Charge {
  orderId: string;
  /** minor units, 1 or more */
  amount: number;
  /** the card token */
  source: string;
}

/**
 * `unreachable`: the provider gave no answer that counts; whether the card was charged is not known, and asking
 * again is safe. `abandoned`: the order was given up before; what the provider may have captured is refunded.
 */
export type ChargeOutcome = 'captured' | 'declined' | 'unreachable' | 'abandoned';

/** Money for orders, where payments share a database with the orders. */
export abstract class PaymentApi {
  /**
   * Charges once for an order, however often it is called.
   * @param patienceMs milliseconds to wait for the provider; it is asked again as long as they last, but only once
   *   where they are no more than one attempt may take (5,000)
   */
  abstract charge(charge: Charge, patienceMs: number): Promise<ChargeOutcome>;

  /**
   * Gives an unanswered charge up. What was captured before stays captured; what is captured later is refunded.
   * The answer is the payment's last word.
   */
  abstract abandon(charge: Charge): Promise<'captured' | 'declined' | 'abandoned'>;

  /** Marks a captured payment for a refund in full, together with whatever else the transaction does. */
  abstract requestRefund(tx: Transaction, orderId: string): Promise<void>;

  /** Carries a requested refund out at once if the provider answers; otherwise it is repeated until it does. */
  abstract refundNow(orderId: string): Promise<void>;
}
