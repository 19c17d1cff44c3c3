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

/** What whoever asked for a charge is told of it once it is over. */
export const PAYMENT_WORDS = {
  captured: 'captured',
  declined: 'declined',
  abandoned: 'abandoned',
  refund_due: 'abandoned',
  refunded: 'abandoned',
  void: 'abandoned',
} as const satisfies Record<Exclude<PaymentStatus, 'pending'>, string>;

export type PaymentWord = (typeof PAYMENT_WORDS)[keyof typeof PAYMENT_WORDS];

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const between = (least: number, value: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** For so long the provider is asked for a charge without an answer, before the order is given up. */
export const PAYMENT_DEADLINE_MS = 30 * SECOND;

/**
 * Milliseconds until the provider is asked again for a charge: a quarter of the time that it was asked in vain, from
 * 0.2 to 2 seconds.
 */
export const askAgain = (unansweredMs: number): number =>
  Math.round(between(0.2 * SECOND, unansweredMs / 4, 2 * SECOND));

/** Until a provider that gave no answer is asked again. Never longer: a refund is owed as soon as it is back. */
export const UNREACHABLE_PAUSE_MS = 5 * SECOND;

/** Milliseconds until a refund is tried again that the provider has refused so often: doubled each time, to an hour. */
export const afterRefusals = (refusals: number): number =>
  between(UNREACHABLE_PAUSE_MS, UNREACHABLE_PAUSE_MS * 2 ** refusals, HOUR);

/**
 * Milliseconds until the provider is asked again for a late capture of which it had none so far: a tenth of the
 * payment's age, from two seconds to an hour.
 */
export const lookAgain = (ageMs: number): number => between(2 * SECOND, ageMs / 10, HOUR);

/** How long the provider honours an idempotency key (its contract): after that, no late capture can come of it. */
export const KEY_LIFETIME_MS = 24 * HOUR;

/** A charge of this age is not made under its key any more: the provider could forget that just then, and charge twice. */
export const KEY_TRUSTED_MS = KEY_LIFETIME_MS - HOUR;
