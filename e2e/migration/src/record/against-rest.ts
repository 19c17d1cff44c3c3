import { max, median, min } from 'simple-statistics';

/** What the slowest hundredth may take in a step, as a multiple of what it takes where the shop is left alone. */
export const MOST = 1.5;

export interface AgainstRest {
  to: number;
  /** Of p99 in the step to that at rest, before or after the whole way, whichever took longer. */
  ratio: number;
}

interface Seen {
  seen: { requests: number; p99?: number | undefined };
}

/** How much longer answers took while a step was taken; none where nobody asked, or nobody waited for a rest. */
export function againstRest({
  steps,
  rests,
}: {
  steps: readonly (Seen & { to: number })[];
  rests: readonly Seen[];
}): AgainstRest[] {
  const atRest = Math.max(...rests.map(({ seen }) => seen.p99 ?? 0));
  if (!(atRest > 0)) return [];
  return steps.flatMap(({ to, seen }) => (seen.p99 === undefined ? [] : [{ to, ratio: seen.p99 / atRest }]));
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
