import {
  type BandLine,
  html,
  type Html,
  legend,
  lineChartWithBand,
  linearScale,
  logScale,
  measured,
  type Scale,
  type Section,
  table,
  type Unit,
} from '@twinshop/report';
import type { ArmKey, CompareRecord } from '../../record/compare-record.ts';
import type { Findings, SweepFinding } from '../../statistics/findings.ts';
import type { SweepPoint } from '../../statistics/crossing.ts';
import { bare, bareInterval } from '../words/figure.ts';
import { type Arms, ARM_TONES, titleOf, verdictWords } from '../words/names.ts';
import { crossingWords } from '../words/summary.ts';
import { sweepAnchor } from './anchors.ts';
import { withUnit } from '../words/units.ts';
import { estimated } from './estimated.ts';

/** What is turned up, and where one overtakes the other. */
export function sweeps({ arms }: CompareRecord, findings: Findings): Section | undefined {
  if (findings.sweeps.length === 0) return undefined;
  return {
    id: 'sweeps',
    title: 'Where one overtakes the other',
    lead: 'The same figure while something is turned up: the median, and its 95% interval as a band. The lead changes only where a place that one side clearly leads is followed by one that the other does; that stretch is shaded.',
    body: html`
      <noscript
        ><p class="absent">
          Charts are drawn by a script inside this page, which is switched off. The numbers are below each.
        </p></noscript
      >
      <div class="beside sweeps">${findings.sweeps.map((finding) => sweep(finding, arms))}</div>
    `,
  };
}

function sweep(finding: SweepFinding, arms: Arms): Html {
  const { title, how, y, unit, x, logarithmic, id } = finding.sweep;
  const lines = [lineOf('a', finding, arms), lineOf('b', finding, arms)];
  const words = crossingWords(finding, arms).join(' ');
  return html`
    <figure id="${sweepAnchor(id)}">
      <h3>${title}</h3>
      <p class="crossing">${words}</p>
      <p class="explains">${how}</p>
      <div class="axis-name"><span>${withUnit(y, unit)}</span> ${legend(lines, 'lines')}</div>
      ${lineChartWithBand({
        describes: `${y} of ${arms[0].title} and ${arms[1].title} by ${x}. ${words} The table below has the numbers.`,
        lines,
        x: { name: x, logarithmic },
        unit: UNITS[unit] ?? 'count',
        scale: scaleOf(lines),
        crossings: finding.crossings.map(({ from, to }) => ({ from, to, name: 'the lead changes' })),
      })}
      <details class="numbers">
        <summary>Numbers<span class="unseen">: ${title}</span></summary>
        ${numbers(finding, arms)}
      </details>
    </figure>
  `;
}

const UNITS: Readonly<Record<string, Unit>> = { ms: 'milliseconds', '%': 'percent' };

const lineOf = (key: ArmKey, { sweep: { unit }, points }: SweepFinding, arms: Arms): BandLine => ({
  name: titleOf(arms, key),
  tone: ARM_TONES[key],
  points: points.flatMap(({ at, verdict }) => {
    if (!verdict) return [];
    const { [key]: estimate } = verdict;
    return [{ ...estimate, at, says: `${bare(estimate.median, unit)} (${bareInterval(estimate, unit)})` }];
  }),
});

/** How many times the lowest value the highest is, from which on only logarithms show both. */
const FAR_APART = 50;

function scaleOf(lines: readonly BandLine[]): Scale {
  const values = lines.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const lowest = Math.min(...values);
  return lowest > 0 && Math.max(...values) > FAR_APART * lowest ? logScale(values) : linearScale(values);
}

const numbers = ({ sweep: { x, y, unit }, points }: SweepFinding, arms: Arms): Html =>
  table<SweepPoint>({
    caption: `${withUnit(y, unit)}, with 95% intervals`,
    columns: [
      { head: x, cell: ({ at }) => measured(at) },
      ...(['a', 'b'] as const).map((key) => ({
        head: titleOf(arms, key),
        numeric: true,
        cell: ({ verdict }: SweepPoint) => estimated(verdict?.[key], unit),
      })),
      { head: 'Verdict', cell: ({ verdict }) => verdictWords(verdict, arms) },
    ],
    rows: points,
  });
