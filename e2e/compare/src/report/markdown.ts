import { counted, measured } from '@twinshop/report';
import { GROUPS, type CompareRecord } from '../record/compare-record.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { type Finding, findingsOf, type SweepFinding } from '../statistics/findings.ts';
import { bare, bareInterval, contrasted, contrastedInterval } from './words/figure.ts';
import { type Arms, GROUP_TITLES, ratioName, verdictWords } from './words/names.ts';
import { withUnit } from './words/units.ts';
import { crossingWords } from './words/summary.ts';

/** All figures and sweeps of a record in tables, under headings of the third level: what other pages include. */
export function markdownFor(record: CompareRecord): string {
  const { arms } = record;
  const { comparisons, sweeps } = findingsOf(record);
  const blocks = [
    ...GROUPS.flatMap((group) => {
      const findings = comparisons.filter(({ comparison }) => comparison.group === group);
      return findings.length === 0 ? [] : [`### ${GROUP_TITLES[group]}`, figures(findings, arms)];
    }),
    ...sweeps.flatMap((finding) => [
      `### ${plain(finding.sweep.title)}`,
      ...crossingWords(finding, arms).map(plain),
      places(finding, arms),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const figures = (findings: readonly Finding[], arms: Arms): string =>
  table(
    ['', arms[0].title, arms[1].title, ratioName(arms), '', 'rounds'],
    findings.map(({ comparison: { title, unit }, verdict }) => [
      withUnit(title, unit),
      ...(verdict
        ? [
            estimated(verdict.a, unit),
            estimated(verdict.b, unit),
            `${contrasted(verdict.contrast, unit)} (${contrastedInterval(verdict.contrast, unit)})`,
          ]
        : ['', '', '']),
      verdictWords(verdict, arms),
      String(verdict?.contrast.n ?? 0),
    ]),
  );

const places = ({ sweep: { x, y, unit }, points }: SweepFinding, arms: Arms): string =>
  table(
    [x, ...arms.map(({ title }) => `${withUnit(y, unit)}, ${title}`), ''],
    points.map(({ at, verdict }) => [
      measured(at),
      verdict ? estimated(verdict.a, unit) : '',
      verdict ? estimated(verdict.b, unit) : '',
      verdict?.outcome === 'too few rounds'
        ? `too few rounds (${counted(verdict.contrast.n, 'round')})`
        : verdictWords(verdict, arms),
    ]),
  );

const estimated = (estimate: Estimate, unit: string): string =>
  `${bare(estimate.median, unit)} (${bareInterval(estimate, unit)})`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head.map(plain), head.map(() => '---'), ...rows.map((cells) => cells.map(plain))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** Text that Markdown takes for nothing else. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
