import { violationsIn } from '@twinshop/invariants';
import Table from 'cli-table3';
import pc from 'picocolors';
import { milliseconds, percent } from '../expectations/words.ts';
import type { DrillRecord, RunRecord } from '../record/drill-record.ts';

/** What became of a drill: its record, or what it broke off by. */
export type Result = { name: string; record: DrillRecord } | { name: string; brokeOff: string };

export const hasPassed = (result: Result): boolean => 'record' in result && result.record.passed;

/** Many drills, a line for each run with all guards; for the terminal. */
export function summaryOf(results: readonly Result[]): string {
  const table = new Table({
    style: { head: [], border: [] },
    head: ['drill', 'variant', '', 'missed', 'answered during', 'recovered after', 'violations'],
  });
  for (const result of results) {
    if ('record' in result)
      for (const run of result.record.runs.filter(({ without }) => without.length === 0))
        table.push(lineOf(result.name, run));
    else table.push([result.name, '', pc.red('broke off'), '', '', '', '']);
  }
  const passed = results.filter(hasPassed).length;
  const verdict = `${passed} of ${results.length} drills have passed.`;
  return `${table.toString()}\n\n${pc.bold(passed === results.length ? pc.green(verdict) : pc.red(verdict))}`;
}

function lineOf(name: string, { variant, expectations, blastRadius, recovery, check }: RunRecord): string[] {
  const missed = expectations.filter(({ met }) => !met).length;
  const asked = blastRadius.filter(({ fault }) => fault.requests > 0);
  const requests = asked.reduce((sum, { fault }) => sum + fault.requests, 0);
  const answered = asked.reduce((sum, { fault }) => sum + fault.requests * fault.succeeded, 0);
  const { recovered, healed } = recovery;
  return [
    name,
    variant,
    missed === 0 ? pc.green('passed') : pc.red('failed'),
    `${missed} of ${expectations.length}`,
    requests === 0 ? '-' : percent(answered / requests),
    recovered === undefined ? 'never' : milliseconds(recovered - healed),
    String(violationsIn(check).length),
  ];
}
