/** What somebody wants: repeated with the same key, it is the same order. */
export interface Intent {
  /** The customer's id. */
  customer: string;
  /** The idempotency key. */
  key: string;
  items: readonly Item[];
}

export interface Item {
  productId: string;
  quantity: number;
}

/** `indeterminate`: no answer, or one that says nothing of the order. It may have been placed or not. */
export type Outcome =
  | { kind: 'ok'; orderId: string; status: string }
  /** A refusal that says that nothing was placed. */
  | { kind: 'failed'; status: number; code: string }
  | { kind: 'indeterminate'; why: string };

/** An order that was asked for, and what was answered. */
export interface Operation extends Intent {
  /** Its place in the history, from 0. */
  id: number;
  kind: 'place-order';
  /** Milliseconds since 1970. */
  invokedAt: number;
  /** Undefined while there is no answer, or where its client has died. */
  endedAt: number | undefined;
  outcome: Outcome | undefined;
  /** What later repetitions of its key were answered, oldest first. */
  repeated: readonly Outcome[];
}

/** Pieces, by product. */
export type Pieces = Readonly<Record<string, number>>;

/** What the shop's clients asked for and saw. JSON as it is. */
export interface History {
  /** When watching began. Milliseconds since 1970. */
  begunAt: number;
  /** Whether nobody else has placed an order since: one that nobody here asked for is then a violation. */
  complete: boolean;
  /** What there was of products before anybody ordered, or was to be had of them: see `initialStock`. */
  stock: Pieces;
  operations: readonly Operation[];
}

/**
 * Refusals of a repeated key that say that its first request placed nothing either: the shop looks for an earlier order
 * before it gives them. Others (a token that has run out, too many requests) are given before it looks.
 */
const SAY_THAT_NOTHING_WAS_PLACED = ['product_unavailable', 'order_empty', 'order_too_large'];

/** Whether an answer to a repeated key says what became of it. */
export const tellsFate = (outcome: Outcome): boolean =>
  outcome.kind === 'ok' || (outcome.kind === 'failed' && SAY_THAT_NOTHING_WAS_PLACED.includes(outcome.code));

/** What is known by now of what became of an operation. */
export function fateOf({ outcome, repeated }: Pick<Operation, 'outcome' | 'repeated'>): Outcome {
  const first = outcome ?? { kind: 'indeterminate', why: 'no answer' };
  const placed = [first, ...repeated].find(({ kind }) => kind === 'ok');
  if (placed !== undefined || first.kind === 'failed') return placed ?? first;
  return repeated.find(tellsFate) ?? first;
}

/** The operations whose fate nobody knows, until their keys are repeated. */
export const unresolved = ({ operations }: History): Operation[] =>
  operations.filter((operation) => fateOf(operation).kind === 'indeterminate');
