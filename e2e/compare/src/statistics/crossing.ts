import type { ArmKey, Sweep } from '../record/compare-record.ts';
import { leaderOf, type Verdict, verdictOf } from './verdict.ts';

/** What a sweep says at one place; without a verdict where it was not measured. */
export interface SweepPoint {
  at: number;
  verdict: Verdict | undefined;
}

/** Somewhere between these two the side that is named overtakes the other. */
export interface Crossing {
  from: number;
  to: number;
  overtakes: ArmKey;
}

/** In the order of what is turned up. */
export const pointsOf = ({ points, better }: Sweep): SweepPoint[] =>
  points
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, samples }) => ({ at, verdict: verdictOf({ samples, better }) }));

/**
 * Where the lead changes hands: between two places that are each clearly led, with nothing but undecided ones between them.
 * Empty where that happens nowhere within what was tried.
 */
export function crossingsOf(points: readonly SweepPoint[]): Crossing[] {
  const led = points.flatMap(({ at, verdict }) => {
    const leader = leaderOf(verdict);
    return leader ? [{ at, leader }] : [];
  });
  return led.flatMap(({ at, leader }, index) => {
    const before = led[index - 1];
    return before && before.leader !== leader ? [{ from: before.at, to: at, overtakes: leader }] : [];
  });
}
