import type { CompareRecord, Comparison, Sweep } from '../record/compare-record.ts';
import { type Crossing, crossingsOf, pointsOf, type SweepPoint } from './crossing.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface Finding {
  comparison: Comparison;
  /** Undefined where it was not measured. */
  verdict: Verdict | undefined;
}

export interface SweepFinding {
  sweep: Sweep;
  points: readonly SweepPoint[];
  crossings: readonly Crossing[];
}

/** What a record shows: all that a report says is said of these. */
export interface Findings {
  comparisons: readonly Finding[];
  sweeps: readonly SweepFinding[];
}

export const findingsOf = ({ comparisons, sweeps }: CompareRecord): Findings => ({
  comparisons: comparisons.map((comparison) => ({ comparison, verdict: verdictOf(comparison) })),
  sweeps: sweeps.map((sweep) => {
    const points = pointsOf(sweep);
    return { sweep, points, crossings: crossingsOf(points) };
  }),
});
