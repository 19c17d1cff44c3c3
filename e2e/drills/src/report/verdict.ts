import { counted } from '@twinshop/report';
import { type Finding, violationsIn } from '@twinshop/invariants';
import type { DrillRecord, ExpectationResult, RunRecord } from '../record/drill-record.ts';
import { runName } from './names.ts';
import { guardedRuns } from './runs.ts';

/** Whether a run kept all that it was held to, and what it did not keep. */
export interface RunVerdict {
  missed: readonly ExpectationResult[];
  violations: readonly Finding[];
  kept: boolean;
}

export function verdictOf({ expectations, check }: RunRecord): RunVerdict {
  const missed = expectations.filter(({ met }) => !met);
  const violations = violationsIn(check);
  return { missed, violations, kept: missed.length === 0 && violations.length === 0 };
}

/** Why a drill failed, a reason a line; empty where it passed. Runs without a guard decide nothing. */
export function reasons(record: DrillRecord): string[] {
  if (record.passed) return [];
  const named = guardedRuns(record).flatMap((run) => [...missed(run), ...violated(run)]);
  return named.length > 0
    ? named
    : ['The record says that it failed, but holds no missed expectation and no violation.'];
}

const missed = (run: RunRecord): string[] =>
  verdictOf(run).missed.map(
    ({ says, bar, measured }) => `${runName(run)}: ${says}. Expected ${bar}, measured ${measured}.`,
  );

const violated = (run: RunRecord): string[] =>
  run.check.invariants
    .filter(({ findings }) => findings.length > 0)
    .map(
      ({ number, says, findings }) =>
        `${runName(run)}: ${counted(findings.length, 'violation')} of invariant ${number}: ${says}`,
    );

/** The verdict in one sentence. */
export function verdictSentence(record: DrillRecord): string {
  const runs = guardedRuns(record);
  const expectations = runs.flatMap((run) => run.expectations);
  const met = expectations.filter((expectation) => expectation.met).length;
  const violations = runs.flatMap(({ check }) => violationsIn(check)).length;
  const kept =
    met === expectations.length
      ? `All ${counted(met, 'expectation')} were met`
      : `${met} of ${counted(expectations.length, 'expectation')} were met`;
  return [
    expectations.length === 0 ? 'Nothing was expected in numbers' : kept,
    violations === 0
      ? 'no invariant was violated.'
      : `${counted(violations, 'violation')} of invariants found.`,
  ].join(', ');
}
