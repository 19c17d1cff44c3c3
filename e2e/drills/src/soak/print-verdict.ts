import { printedReport } from '@twinshop/invariants';
import Table from 'cli-table3';
import pc from 'picocolors';
import { byKind } from './by-kind.ts';
import type { SoakRecord, SoakRun } from './soak-record.ts';

/** What was done to each variant, and how it took it; for the terminal. */
export const verdictOf = ({ runs, passed, command }: SoakRecord): string =>
  [
    ...runs.map(ofRun),
    passed
      ? pc.green(pc.bold('Passed: every promise was kept.'))
      : pc.red(pc.bold('Failed. What somebody needs to find out why lies beside the page.')),
    `Again: ${command}`,
  ].join('\n\n');

function ofRun({ variant, accepted, tookMs, played, problems, check }: SoakRun): string {
  const table = new Table({
    style: { head: [], border: [], compact: true },
    head: ['kind of fault', 'times', 'longest', 'orders meanwhile', 'without an answer'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const { kind, faults, orders, unanswered, longestMs } of byKind(played))
    table.push([kind, faults, `${(longestMs / 1_000).toFixed(1)} s`, orders, unanswered]);
  return [
    `\n${pc.bold(variant)}: ${accepted} orders accepted amid ${played.length} faults, in ${Math.round(tookMs / 1_000)} s`,
    table.toString(),
    printedReport(check),
    ...problems.map((problem) => pc.red(`  ${problem}`)),
  ].join('\n');
}
