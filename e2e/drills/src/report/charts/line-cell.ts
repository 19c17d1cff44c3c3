import {
  count,
  duration,
  html,
  type Html,
  percent,
  type Series,
  type Span,
  table,
  timeChart,
  type TimeChart,
  type Unit,
} from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { sinceFault, timelineOf } from '../clock.ts';
import { runName } from '../names.ts';

const WRITTEN: Readonly<Record<Unit, (value: number) => string>> = {
  count,
  milliseconds: duration,
  percent: (value) => percent(value / 100),
};

/** A chart of a run, with its numbers by phase in a table for those who can't see it, or want them. */
export function lineCell(
  title: string,
  chart: Omit<TimeChart, 'describes'>,
  run: RunRecord,
  span: Span,
): Html {
  const describes = `${title}, ${runName(run)}: ${chart.series.map(({ name }) => name).join(', ')} over time. The table below has the numbers by phase.`;
  return html`
    ${timeChart({ ...chart, describes }, timelineOf(run, span))}
    <details class="numbers">
      <summary>Numbers by phase<span class="unseen">: ${title}, ${runName(run)}</span></summary>
      ${byPhase(title, chart, run)}
    </details>
  `;
}

const byPhase = (title: string, { series, unit }: Pick<TimeChart, 'series' | 'unit'>, run: RunRecord): Html =>
  table({
    caption: `${title}: a typical second, and the largest in brackets`,
    columns: [
      { head: 'Phase', cell: ({ name }) => name },
      ...series.map((line) => ({
        head: line.name,
        numeric: true,
        cell: ({ fromMs, toMs }: RunRecord['phases'][number]) =>
          middleAndLargest(within(line, sinceFault(run, fromMs), sinceFault(run, toMs)), WRITTEN[unit]),
      })),
    ],
    rows: run.phases,
  });

const within = ({ points }: Series, from: number, to: number): number[] =>
  points.flatMap(([at, value]) => (at >= from && at < to && value !== undefined ? [value] : []));

function middleAndLargest(values: readonly number[], written: (value: number) => string): string {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const largest = sorted.at(-1);
  return middle === undefined || largest === undefined ? '–' : `${written(middle)} (${written(largest)})`;
}

/** One value of each second. */
export const pointsOf = (
  run: RunRecord,
  value: (second: RunRecord['seconds'][number]) => number | undefined,
): Series['points'] => run.seconds.map((second) => [sinceFault(run, second.atMs), value(second)] as const);
