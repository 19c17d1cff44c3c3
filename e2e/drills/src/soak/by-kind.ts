import type { PlayedFault } from './soak-record.ts';

/** Faults of one kind, together. */
export interface KindPlayed {
  kind: string;
  faults: number;
  /** Requests for an order that were under way meanwhile, and those of them without an answer that tells. */
  orders: number;
  unanswered: number;
  /** Milliseconds, of the longest. */
  longestMs: number;
}

/** In the order of the alphabet. */
export const byKind = (played: readonly PlayedFault[]): KindPlayed[] =>
  [...Map.groupBy(played, ({ kind }) => kind)]
    .map(([kind, same]) => ({
      kind,
      faults: same.length,
      orders: sum(same, ({ orders }) => orders),
      unanswered: sum(same, ({ unanswered }) => unanswered),
      longestMs: Math.max(...same.map(({ fromMs, toMs }) => toMs - fromMs)),
    }))
    .sort((one, other) => one.kind.localeCompare(other.kind));

const sum = (faults: readonly PlayedFault[], of: (fault: PlayedFault) => number): number =>
  faults.reduce((total, fault) => total + of(fault), 0);
