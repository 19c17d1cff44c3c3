/**
 * The life of a payment, as a table: what each status may become.
 * `abandoned` is a charge whose answer never came in time: it is watched, and refunded if it was captured after all.
 */
export const PAYMENT_TRANSITIONS = {
  pending: ['captured', 'declined', 'abandoned'],
  captured: ['refund_due'],
  declined: [],
  abandoned: ['refund_due', 'void'],
  refund_due: ['refunded'],
  refunded: [],
  void: [],
} as const;

export type PaymentStatus = keyof typeof PAYMENT_TRANSITIONS;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Milliseconds until the provider is asked again to take a payment back: doubling from two seconds up to an hour. */
export const backoff = (attempts: number): number => Math.min(2 * SECOND * 2 ** Math.min(attempts, 20), HOUR);

/** How long the provider honours an idempotency key (its contract): after that, no late capture can come of it. */
export const KEY_LIFETIME_MS = 24 * HOUR;
