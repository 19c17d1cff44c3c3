import type { Comparison, Sweep } from '../record/compare-record.ts';
import type { Round } from './lab.ts';

/**
 * One figure of each round, of both arms.
 * @returns nothing where a round has none: the machine can’t tell, or nothing was measured
 */
export function compared<Result>(
  words: Omit<Comparison, 'samples' | 'isHeadline'> & { isHeadline?: boolean },
  rounds: readonly Round<Result>[],
  of: (result: Result) => number | undefined,
): Comparison[] {
  const samples = samplesOf(rounds, of);
  return samples === undefined ? [] : [{ isHeadline: false, ...words, samples }];
}

/** The same figure at each point of a sweep; points where it could not be measured are left out. */
export function swept<Result>(
  words: Omit<Sweep, 'points'>,
  points: readonly { at: number; rounds: readonly Round<Result>[] }[],
  of: (result: Result) => number | undefined,
): Sweep[] {
  const known = points.flatMap(({ at, rounds }) => {
    const samples = samplesOf(rounds, of);
    return samples === undefined ? [] : [{ at, samples }];
  });
  return known.length === 0 ? [] : [{ ...words, points: known }];
}

function samplesOf<Result>(
  rounds: readonly Round<Result>[],
  of: (result: Result) => number | undefined,
): Comparison['samples'] | undefined {
  const a = rounds.map((round) => of(round.a)).filter((value) => value !== undefined);
  const b = rounds.map((round) => of(round.b)).filter((value) => value !== undefined);
  const isWhole = rounds.length > 0 && a.length === rounds.length && b.length === rounds.length;
  return isWhole ? { a, b } : undefined;
}
