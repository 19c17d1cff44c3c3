import type { OrderStatus, Rejection } from '@twinshop/order-contracts';

/** Where a checkout stands: on its way, or what is known of the order itself. */
export type CheckoutState = 'reserving' | 'charging' | 'abandoning' | 'releasing' | OrderStatus;

/** What a checkout can hear of: others' answers, that there are none, and its customer. */
export type Happening =
  | 'stockReserved'
  | 'outOfStock'
  | 'productUnavailable'
  | 'stockReleased'
  | 'paymentCaptured'
  | 'paymentDeclined'
  | 'paymentAbandoned'
  | 'silence'
  | 'longSilence'
  | 'customerCancels';

/** What a checkout can send. */
export type Sending =
  | 'reserveStock'
  | 'releaseStock'
  | 'chargePayment'
  | 'abandonPayment'
  | 'refundPayment'
  | 'orderConfirmed'
  | 'orderCancelled';

export interface Step {
  to: CheckoutState;
  /** Why the order is rejected, where this decides that it will be. */
  failure?: Rejection;
  send: readonly Sending[];
}

/** Nothing is to be done: said before, or too late. A customer who is ignored is told so. */
export const IGNORED = 'ignored';

/**
 * The checkout saga (https://microservices.io/patterns/data/saga.html), orchestrated: stock is reserved, the card charged,
 * the order confirmed; what fails on the way is compensated. The table says for each state what each happening does,
 * also where it comes late, early, twice or against all expectation.
 *
 * It relies on the receivers for this: they know orders by their id, do each thing once for an order, answer a command
 * that is repeated as they did before, and remember a release or a refund that comes before what it takes back.
 */
export const CHECKOUT_SAGA: Record<CheckoutState, Record<Happening, Step | typeof IGNORED>> = {
  /** Stock is asked for, again and again: while the catalogue is away, orders wait. */
  reserving: {
    stockReserved: { to: 'charging', send: ['chargePayment'] },
    outOfStock: { to: 'rejected', failure: 'out_of_stock', send: [] },
    productUnavailable: { to: 'rejected', failure: 'product_unavailable', send: [] },
    // What is released is so for good: asked for again, it would be waited for without end.
    stockReleased: { to: 'rejected', failure: 'out_of_stock', send: [] },
    // A card is only charged for stock that is reserved: word of it is word of the stock as well.
    paymentCaptured: { to: 'confirmed', send: ['orderConfirmed'] },
    paymentDeclined: { to: 'releasing', failure: 'payment_declined', send: ['releaseStock'] },
    paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
    silence: { to: 'reserving', send: ['reserveStock'] },
    longSilence: { to: 'reserving', send: ['reserveStock'] },
    customerCancels: IGNORED,
  },

  /** The charge is asked for. How long the provider may take is for the payment module, which then gives it up itself. */
  charging: {
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    // Nobody asked for it. A card is not charged for stock that there is no more; if it was already, it is refunded.
    stockReleased: { to: 'rejected', failure: 'out_of_stock', send: ['abandonPayment'] },
    paymentCaptured: { to: 'confirmed', send: ['orderConfirmed'] },
    paymentDeclined: { to: 'releasing', failure: 'payment_declined', send: ['releaseStock'] },
    paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
    silence: { to: 'charging', send: ['chargePayment'] },
    longSilence: { to: 'abandoning', send: ['abandonPayment'] },
    customerCancels: IGNORED,
  },

  /** The payment module did not answer for long, and is asked for its last word; captured it may be all the same. */
  abandoning: {
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: { to: 'rejected', failure: 'out_of_stock', send: ['abandonPayment'] },
    paymentCaptured: { to: 'confirmed', send: ['orderConfirmed'] },
    paymentDeclined: { to: 'releasing', failure: 'payment_declined', send: ['releaseStock'] },
    paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
    silence: { to: 'abandoning', send: ['abandonPayment'] },
    longSilence: { to: 'abandoning', send: ['abandonPayment'] },
    customerCancels: IGNORED,
  },

  /** It was not paid. Who reads that it is rejected finds its stock returned, so that is waited for, and asked for again. */
  releasing: {
    // What reserved it came before what releases it, or will find that it is released.
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: { to: 'rejected', send: [] },
    paymentCaptured: { to: 'releasing', send: ['refundPayment'] },
    paymentDeclined: IGNORED,
    paymentAbandoned: IGNORED,
    silence: { to: 'releasing', send: ['releaseStock'] },
    longSilence: { to: 'releasing', send: ['releaseStock'] },
    customerCancels: IGNORED,
  },

  /**
   * Placed by a monolith that shares the database, in one transaction with its stock: it has no saga, and comes to its end
   * without being told.
   */
  pending: {
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: IGNORED,
    paymentCaptured: IGNORED,
    paymentDeclined: IGNORED,
    paymentAbandoned: IGNORED,
    silence: IGNORED,
    longSilence: IGNORED,
    customerCancels: IGNORED,
  },

  confirmed: {
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: IGNORED,
    paymentCaptured: IGNORED,
    paymentDeclined: IGNORED,
    paymentAbandoned: IGNORED,
    silence: IGNORED,
    longSilence: IGNORED,
    customerCancels: { to: 'cancelled', send: ['releaseStock', 'refundPayment', 'orderCancelled'] },
  },

  /** Whatever is reserved or captured for it nevertheless is given back. */
  rejected: {
    stockReserved: { to: 'rejected', send: ['releaseStock'] },
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: IGNORED,
    paymentCaptured: { to: 'rejected', send: ['refundPayment'] },
    paymentDeclined: IGNORED,
    paymentAbandoned: IGNORED,
    silence: IGNORED,
    longSilence: IGNORED,
    customerCancels: IGNORED,
  },

  /** Release and refund are on their way since it was cancelled. */
  cancelled: {
    stockReserved: IGNORED,
    outOfStock: IGNORED,
    productUnavailable: IGNORED,
    stockReleased: IGNORED,
    paymentCaptured: IGNORED,
    paymentDeclined: IGNORED,
    paymentAbandoned: IGNORED,
    silence: IGNORED,
    longSilence: IGNORED,
    customerCancels: IGNORED,
  },
};

/** The state in which an order is accepted, with what is sent along. */
export const ACCEPTED = { to: 'reserving', send: ['reserveStock'] } as const satisfies Step;

/** What the public contract calls a state. */
export const statusOf = (state: CheckoutState): OrderStatus => {
  switch (state) {
    case 'reserving':
    case 'charging':
    case 'abandoning':
    case 'releasing':
      return 'pending';
    default:
      return state;
  }
};

/**
 * Milliseconds without an answer after which a command is sent again. An answer usually takes hundredths of a second; a
 * killed worker's job takes up to 10 s to start again.
 */
export const ANSWER_PATIENCE_MS = 15_000;

/** Milliseconds between two repetitions, at most: so soon after a lost answer it comes again. */
export const LONGEST_PAUSE_MS = 30_000;

/**
 * Milliseconds after which a message that has not left yet shows that none leaves: as long as that is so, nothing is
 * asked again that was not even asked once.
 */
export const STUCK_AFTER_MS = 5_000;

/**
 * Milliseconds in one state after which a silence is a long one. Far beyond any restart, and beyond the payment module's
 * own deadline for the provider: no outage of queues or processes that ends within minutes costs an order.
 */
export const LONG_SILENCE_MS = 300_000;

/**
 * When a checkout is looked at again that has heard nothing: after 15 s, then after as long as it has waited so far, but
 * within 30 s.
 * @param waitedMs milliseconds in its present state
 */
export const nextLookInMs = (waitedMs: number): number =>
  Math.min(Math.max(waitedMs, ANSWER_PATIENCE_MS), LONGEST_PAUSE_MS);

/** @param waitedMs milliseconds in its present state */
export const silenceAfter = (waitedMs: number): Happening =>
  waitedMs >= LONG_SILENCE_MS ? 'longSilence' : 'silence';
