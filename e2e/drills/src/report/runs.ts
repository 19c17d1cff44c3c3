import type { DrillRecord, RunRecord } from '../record/drill-record.ts';

/** Those that decide: every guard is on. */
export const guardedRuns = ({ runs }: Pick<DrillRecord, 'runs'>): RunRecord[] =>
  runs.filter(({ without }) => without.length === 0);

export interface Lesson {
  guarded: RunRecord;
  unguarded: RunRecord;
}

/** Each run without a guard, beside the run of the same variant that had all of them. */
export const lessons = (record: Pick<DrillRecord, 'runs'>): Lesson[] =>
  record.runs.flatMap((unguarded) => {
    const guarded = guardedRuns(record).find(({ variant }) => variant === unguarded.variant);
    return unguarded.without.length > 0 && guarded ? [{ guarded, unguarded }] : [];
  });
