import type { ArmKey, Comparison } from '../record/compare-record.ts';
import { type Contrast, contrastOf } from './contrast.ts';
import { estimate, type Estimate, type Interval } from './estimate.ts';

export type Outcome = 'a is better' | 'b is better' | 'no difference shown' | 'too few rounds';

export interface Verdict {
  outcome: Outcome;
  a: Estimate;
  b: Estimate;
  contrast: Contrast;
}

/** What lies within 5% is the same, whatever the interval says: nobody chooses an architecture by it. */
export const SAME_WITHIN = 0.05;
/** Fewer than these can all lie on one side by chance. */
export const FEWEST_ROUNDS = 5;

/**
 * Which side is better. Only where the whole interval of b ÷ a lies outside 0.95…1.05 is it said that one is; where there is
 * no ratio, where that of b − a lies outside ±5% of the larger median. Undefined where no round measured both.
 */
export function verdictOf({ samples, better }: Pick<Comparison, 'samples' | 'better'>): Verdict | undefined {
  const a = estimate(samples.a);
  const b = estimate(samples.b);
  const contrast = contrastOf(samples);
  if (!a || !b || !contrast) return undefined;
  return { outcome: outcomeOf(contrast, sameBetween(contrast, a, b), better), a, b, contrast };
}

/** Whom a verdict is for, if for anybody. */
export const leaderOf = (verdict: Verdict | undefined): ArmKey | undefined =>
  verdict?.outcome === 'a is better' ? 'a' : verdict?.outcome === 'b is better' ? 'b' : undefined;

function outcomeOf({ low, high, n }: Contrast, same: Interval, better: Comparison['better']): Outcome {
  if (n < FEWEST_ROUNDS) return 'too few rounds';
  if (low > same.high) return better === 'higher' ? 'b is better' : 'a is better';
  if (high < same.low) return better === 'higher' ? 'a is better' : 'b is better';
  return 'no difference shown';
}

function sameBetween({ kind }: Contrast, a: Estimate, b: Estimate): Interval {
  if (kind === 'ratio') return { low: 1 - SAME_WITHIN, high: 1 + SAME_WITHIN };
  const margin = SAME_WITHIN * Math.max(Math.abs(a.median), Math.abs(b.median));
  return { low: -margin, high: margin };
}
