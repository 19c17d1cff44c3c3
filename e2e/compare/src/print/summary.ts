import Table from 'cli-table3';
import pc from 'picocolors';
import type { CompareRecord } from '../record/compare-record.ts';
import { bare, contrasted, contrastedInterval } from '../report/words/figure.ts';
import { isAgainstItself, ratioName, verdictWords } from '../report/words/names.ts';
import { crossingWords, headline, verdictSentence } from '../report/words/summary.ts';
import { withUnit } from '../report/words/units.ts';
import { type Finding, findingsOf } from '../statistics/findings.ts';
import { leaderOf } from '../statistics/verdict.ts';

/** A comparison on the terminal: a line for each figure, where the lead changes, and what all of it says. */
export function summaryOf(record: CompareRecord): string {
  const { arms, sweeps, refused, isComplete, command } = record;
  const findings = findingsOf(record);
  const table = new Table({
    style: { head: [], border: [] },
    head: ['', arms[0].title, arms[1].title, ratioName(arms), ''],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
  });
  for (const finding of findings.comparisons) table.push(lineOf(finding, arms));
  return [
    pc.bold(headline(arms)),
    table.toString(),
    ...(isAgainstItself(arms) || sweeps.length === 0
      ? []
      : [
          findings.sweeps
            .map((finding) => `${finding.sweep.title}: ${crossingWords(finding, arms).join(' ')}`)
            .join('\n'),
        ]),
    ...(refused.length === 0 ? [] : [pc.yellow(`Refused and not counted: ${refused.length}.`)]),
    ...(isComplete ? [] : [pc.yellow('Incomplete: it was broken off before all was measured.')]),
    pc.bold(verdictSentence(record, findings)),
    `Again: ${command}`,
  ].join('\n\n');
}

function lineOf({ comparison: { title, unit }, verdict }: Finding, arms: CompareRecord['arms']): string[] {
  const words = verdictWords(verdict, arms);
  return [
    withUnit(title, unit),
    verdict ? bare(verdict.a.median, unit) : '-',
    verdict ? bare(verdict.b.median, unit) : '-',
    verdict ? `${contrasted(verdict.contrast, unit)} (${contrastedInterval(verdict.contrast, unit)})` : '-',
    leaderOf(verdict) ? pc.bold(words) : pc.dim(words),
  ];
}
