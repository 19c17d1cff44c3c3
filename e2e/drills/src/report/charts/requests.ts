import { linearScale, type Series } from '@twinshop/report';
import type { RunRecord, Second, Traffic } from '../../record/drill-record.ts';
import type { RowOf } from './chart-row.ts';
import { lineCell, pointsOf } from './line-cell.ts';

const title = 'Requests a second';

const sum = (second: Second, of: (traffic: Traffic) => number): number =>
  Object.values(second.endpoints).reduce((total, traffic) => total + of(traffic), 0);

const seriesOf = (run: RunRecord): Series[] => [
  {
    name: 'answered',
    tone: 'good',
    points: pointsOf(run, (second) =>
      sum(second, ({ requests, failed, degraded }) => Math.max(0, requests - failed - degraded)),
    ),
  },
  {
    name: 'by fallback',
    tone: 'warn',
    points: pointsOf(run, (second) => sum(second, ({ degraded }) => degraded)),
  },
  { name: 'failed', tone: 'bad', points: pointsOf(run, (second) => sum(second, ({ failed }) => failed)) },
];

/** What became of all requests, stacked. */
export const requests: RowOf = (runs, span) => {
  const all = runs.map(seriesOf);
  if (runs.every(({ seconds }) => seconds.length === 0)) return undefined;
  const scale = linearScale(
    runs.flatMap(({ seconds }) => seconds.map((second) => sum(second, ({ requests: asked }) => asked))),
  );
  return {
    title,
    explains: 'All that customers asked for in a second, by what became of it.',
    legend: { entries: all[0] ?? [], kind: 'stack' },
    cells: runs.map((run, index) =>
      lineCell(title, { kind: 'stack', unit: 'count', scale, series: all[index] ?? [] }, run, span),
    ),
    absent: 'no second was watched.',
  };
};
