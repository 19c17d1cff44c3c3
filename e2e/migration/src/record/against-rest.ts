import { max, median, min } from 'simple-statistics';

/** What the slowest hundredth may take in a step, as a multiple of what it takes where the shop is left alone. */
export const MOST = 1.5;

interface Seen {
  seen: { requests: number; p99?: number | undefined };
}

/**
 * How much longer answers took while a step was taken: p99 in it to that at rest, before or after the whole way, whichever took
 * longer.
 * @returns undefined of a step in which nobody asked, and of all where nobody waited for a rest
 */
export function againstRest(rests: readonly Seen[]): (step: Seen) => number | undefined {
  const atRest = Math.max(...rests.map(({ seen }) => seen.p99 ?? 0));
  return ({ seen }) => (atRest > 0 && seen.p99 !== undefined ? seen.p99 / atRest : undefined);
}

/** The same of many ways. */
export interface Spread {
  least: number;
  middle: number;
  most: number;
}

/** @throws where there are none */
export const spreadOf = (ratios: number[]): Spread => ({
  least: min(ratios),
  middle: median(ratios),
  most: max(ratios),
});
