import Table from 'cli-table3';
import pc from 'picocolors';
import type { CheckReport, Finding, InvariantResult } from './check-report.ts';

const SHOWN = 20;
const SAYS_COLUMNS = 72;

const colors = pc.createColors(process.stdout.isTTY ? pc.isColorSupported : false);

/** The verdict for people: a row for each invariant, then the first violations of each, by name. */
export function printedReport(report: CheckReport): string {
  const { variant, drainedAfterMs, operations, invariants } = report;
  const rest = invariants.some(({ number, findings }) => number === 4 && findings.length > 0)
    ? `not at rest after ${seconds(drainedAfterMs)}`
    : `at rest after ${seconds(drainedAfterMs)}`;
  const table = new Table({
    head: ['', 'invariant', 'looked at', 'verdict'],
    colWidths: [null, SAYS_COLUMNS, null, null],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  table.push(...invariants.map(row));
  return [
    `The shop (${variant}) is ${rest}.`,
    ...(operations === undefined
      ? []
      : [
          `Of its operations ${grouped(operations.ok)} are ok, ${grouped(operations.failed)} failed, ` +
            `${grouped(operations.indeterminate)} indeterminate (${grouped(operations.recovered)} of them recovered).`,
        ]),
    table.toString(),
    ...invariants.filter(({ findings }) => findings.length > 0).map(violationsOf),
  ].join('\n');
}

function row({ number, says, checked, findings }: InvariantResult): string[] {
  const looked = checked === undefined ? 'nothing of the kind' : `${grouped(checked.count)} ${checked.what}`;
  const verdict = checked === undefined ? colors.dim('–') : colors.green('ok');
  return [
    String(number),
    says,
    looked,
    findings.length === 0 ? verdict : colors.red(inWords(findings.length)),
  ];
}

function violationsOf({ number, findings }: InvariantResult): string {
  const more = findings.length - SHOWN;
  return [
    `\n${colors.bold(`${number}: ${inWords(findings.length)}`)}`,
    ...findings.slice(0, SHOWN).map(line),
    ...(more > 0 ? [`  … and ${grouped(more)} more: --json FILE writes down all of them`] : []),
  ].join('\n');
}

const line = ({ word, says }: Finding): string =>
  `  ${colors.red(word.padEnd('duplicated'.length))}  ${says}`;

const inWords = (violations: number): string =>
  `${grouped(violations)} ${violations === 1 ? 'violation' : 'violations'}`;

const grouped = (count: number): string => count.toLocaleString('en');
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
