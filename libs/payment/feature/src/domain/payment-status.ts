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

/** Until a provider that gave no answer is asked again. Never longer: a refund is owed as soon as it is back. */
export const UNREACHABLE_PAUSE_MS = 5 * SECOND;

/**
 * Milliseconds until the provider is asked again for a late capture of which it had none so far: a tenth of the
 * payment's age, from two seconds to an hour.
 */
export const lookAgain = (ageMs: number): number => Math.min(Math.max(ageMs / 10, 2 * SECOND), HOUR);

/** How long the provider honours an idempotency key (its contract): after that, no late capture can come of it. */
export const KEY_LIFETIME_MS = 24 * HOUR;
