import type { DrillRecord, RunRecord } from '../record/drill-record.ts';

type Runs = Pick<DrillRecord, 'runs'>;

/** Those that decide: every guard is on. */
export const guardedRuns = ({ runs }: Runs): RunRecord[] =>
  runs.filter(({ without }) => without.length === 0);

export interface Lesson {
  guarded: RunRecord;
  unguarded: RunRecord;
}

/** Each run without a guard, beside the run of the same variant that had all of them. */
export const lessons = (record: Runs): Lesson[] =>
  record.runs.flatMap((unguarded) => {
    const guarded = guardedRuns(record).find(({ variant }) => variant === unguarded.variant);
    return unguarded.without.length > 0 && guarded ? [{ guarded, unguarded }] : [];
  });

/** What is shown side by side: all but the runs that are shown beside the one they are compared with. */
export const mainRuns = (record: Runs): RunRecord[] => {
  const apart = new Set(lessons(record).map(({ unguarded }) => unguarded));
  return record.runs.filter((run) => !apart.has(run));
};
