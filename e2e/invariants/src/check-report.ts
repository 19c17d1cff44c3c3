/** Jepsen's words for what a check finds, and three for what is there but should not be as it is. */
export type Word =
  | 'lost'
  | 'unexpected'
  | 'duplicated'
  /** Not final, or still under way, after the time that everything has for its end. */
  | 'stuck'
  /** It is there once, and says something else than it should. */
  | 'wrong';

export interface Subject {
  kind: 'order' | 'product' | 'message' | 'queue' | 'projection' | 'ledger';
  id: string;
}

export interface Finding {
  /** Of the invariant that is violated, from 1. */
  invariant: number;
  word: Word;
  subject: Subject;
  /** One sentence that names the subject. */
  says: string;
}

/** How one of the invariants fared. */
export interface InvariantResult {
  number: number;
  /** The invariant, in a sentence. */
  says: string;
  /** How many were looked at, of what: `12,000 orders`. None where the variant has nothing of the kind. */
  checked: { count: number; what: string } | undefined;
  findings: readonly Finding[];
}

/** What was asked of the shop while it was watched, as Jepsen counts it. */
export interface OperationCounts {
  ok: number;
  failed: number;
  /** Without an answer that says whether it took effect. */
  indeterminate: number;
  /** Those of the indeterminate whose fate is known by now, each by a repetition of its key. */
  recovered: number;
}

/** The verdict over a shop at rest. JSON as it is. */
export interface CheckReport {
  /** ISO 8601, UTC. */
  checkedAt: string;
  variant: string;
  /** Milliseconds until the shop had come to rest. */
  drainedAfterMs: number;
  /** Undefined where nobody watched: then promises can't be held against what became of them. */
  operations: OperationCounts | undefined;
  invariants: readonly InvariantResult[];
}

export const violationsIn = ({ invariants }: CheckReport): Finding[] =>
  invariants.flatMap(({ findings }) => findings);
