import { violationsIn } from '@twinshop/invariants';
import Table from 'cli-table3';
import pc from 'picocolors';
import type { DrillRecord, RunRecord } from '../record/drill-record.ts';

const FINDINGS_SHOWN = 10;

/** How each expectation fared, and what the checker found; for the terminal. */
export function verdictOf({ runs, passed, seed, command }: DrillRecord): string {
  return [
    ...runs.map(ofRun),
    passed ? pc.green(pc.bold('Passed.')) : pc.red(pc.bold('Failed.')),
    `Seed ${seed}. Again: ${command}`,
  ].join('\n\n');
}

function ofRun({ variant, without, expectations, check }: RunRecord): string {
  const table = new Table({
    style: { head: [], border: [] },
    head: ['', 'expected', 'bar', 'measured'],
    colWidths: [8, 52, 32, 34],
    wordWrap: true,
  });
  for (const { says, bar, measured, met } of expectations)
    table.push([met ? pc.green('met') : pc.red('missed'), says, bar, measured]);
  const findings = violationsIn(check);
  const lacking =
    without.length === 0 ? '' : `, without ${without.join(', ')} (for comparison, decides nothing)`;
  return [
    `\n${pc.bold(variant)}${lacking}`,
    table.toString(),
    ...findings.slice(0, FINDINGS_SHOWN).map(({ word, says }) => pc.red(`  ${word}: ${says}`)),
    ...(findings.length > FINDINGS_SHOWN
      ? [`  and ${findings.length - FINDINGS_SHOWN} more, all on the page`]
      : []),
  ].join('\n');
}
