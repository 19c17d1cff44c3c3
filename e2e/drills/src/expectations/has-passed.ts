import type { DrillRecord } from '../record/drill-record.ts';

/** Whether every expectation was met, where no guard was missing; a drill that was not run has not passed. */
export function hasPassed(runs: DrillRecord['runs']): boolean {
  const deciding = runs.filter(({ without }) => without.length === 0);
  return deciding.length > 0 && deciding.every(({ expectations }) => expectations.every(({ met }) => met));
}
