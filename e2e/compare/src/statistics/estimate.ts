import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { median, quantile, sampleWithReplacement } from 'simple-statistics';

export interface Interval {
  low: number;
  high: number;
}

/** A median, and where the true one lies with 95% confidence. Of the unit of its samples. */
export interface Estimate extends Interval {
  median: number;
  /** How many samples it is of. */
  n: number;
}

const RESAMPLES = 1_000;
const CONFIDENCE = 0.95;
/** Any will do: it only has to be the same whenever the same samples are looked at. */
const SEED = 1993;

/**
 * The median with its percentile bootstrap interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
 * The same samples always give the same interval. It is as wide as so few samples leave us in doubt: of five it goes from
 * the lowest to the highest. Undefined where there is no sample.
 */
export function estimate(samples: readonly number[]): Estimate | undefined {
  if (samples.length === 0) return undefined;
  const generator = xoroshiro128plus(SEED);
  const random = () => uniformFloat64(generator);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(sampleWithReplacement([...samples], samples.length, random)),
  );
  const tail = (1 - CONFIDENCE) / 2;
  const [low, high] = quantile(medians, [tail, 1 - tail]) as [number, number];
  return { median: median([...samples]), low, high, n: samples.length };
}
