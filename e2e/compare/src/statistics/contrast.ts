import type { Comparison } from '../record/compare-record.ts';
import { estimate, type Estimate } from './estimate.ts';

export type Samples = Comparison['samples'];

/** How b stands to a: b ÷ a, or, where a zero leaves no ratio, b − a in the unit of the samples. */
export interface Contrast extends Estimate {
  kind: 'ratio' | 'difference';
}

/**
 * From what the two showed next to each other, round by round, so that whatever slowed down both in a round cancels out:
 * the median of the ratios with its interval. Ratios are averaged by their logarithm, so that half and double are equally
 * far from one. Undefined where no round measured both.
 */
export function contrastOf({ a, b }: Samples): Contrast | undefined {
  const rounds = a.flatMap((ofA, round) => {
    const ofB = b[round];
    return ofB === undefined ? [] : [{ ofA, ofB }];
  });
  if (rounds.some(({ ofA, ofB }) => ofA <= 0 || ofB <= 0)) {
    const difference = estimate(rounds.map(({ ofA, ofB }) => ofB - ofA));
    return difference && { kind: 'difference', ...difference };
  }
  const logarithm = estimate(rounds.map(({ ofA, ofB }) => Math.log(ofB / ofA)));
  return (
    logarithm && {
      kind: 'ratio',
      median: Math.exp(logarithm.median),
      low: Math.exp(logarithm.low),
      high: Math.exp(logarithm.high),
      n: logarithm.n,
    }
  );
}
