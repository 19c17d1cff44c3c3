import { logScale, type Series, type Tone } from '@twinshop/report';
import { type Endpoint, ENDPOINTS, type RunRecord, type Traffic } from '../../record/drill-record.ts';
import type { RowOf } from './chart-row.ts';
import { lineCell, pointsOf } from './line-cell.ts';

type Percentile = 'p50' | 'p99';

const LINES: Readonly<Record<Endpoint, { tone: Tone; dash: Series['dash'] }>> = {
  'product page': { tone: 'first', dash: 'solid' },
  'related products': { tone: 'second', dash: 'dashed' },
  recommendations: { tone: 'second', dash: 'solid' },
  'product list': { tone: 'third', dash: 'dashed' },
  'place order': { tone: 'fourth', dash: 'solid' },
  'read order': { tone: 'fifth', dash: 'dotted' },
};

const TITLES: Readonly<Record<Percentile, string>> = {
  p99: 'The slowest hundredth (p99)',
  p50: 'The usual answer (p50)',
};

const EXPLAINS: Readonly<Record<Percentile, string>> = {
  p99: 'One request in a hundred took at least this long, failed ones included. Each line up is ten times as long.',
  p50: 'Half of the requests took at most this long, on the same kind of axis.',
};

const measured = (traffic: Traffic | undefined, percentile: Percentile): number | undefined =>
  traffic && traffic.requests > 0 ? traffic[percentile] : undefined;

const seriesOf = (run: RunRecord, percentile: Percentile): Series[] =>
  ENDPOINTS.filter((endpoint) =>
    run.seconds.some(({ endpoints }) => measured(endpoints[endpoint], percentile) !== undefined),
  ).map((endpoint) => ({
    name: endpoint,
    ...LINES[endpoint],
    points: pointsOf(run, ({ endpoints }) => measured(endpoints[endpoint], percentile)),
  }));

/** A percentile of each endpoint; both percentiles on one scale. */
const latency =
  (percentile: Percentile): RowOf =>
  (runs, span) => {
    const all = runs.map((run) => seriesOf(run, percentile));
    const names = new Map(all.flat().map((series) => [series.name, series]));
    if (names.size === 0) return undefined;
    const scale = logScale(
      runs.flatMap((run) =>
        [...seriesOf(run, 'p50'), ...seriesOf(run, 'p99')].flatMap(({ points }) =>
          points.flatMap(([, value]) => value ?? []),
        ),
      ),
    );
    const title = TITLES[percentile];
    return {
      title,
      explains: EXPLAINS[percentile],
      legend: { entries: [...names.values()], kind: 'lines' },
      cells: runs.map((run, index) => {
        const series = all[index] ?? [];
        return series.length > 0
          ? lineCell(title, { kind: 'lines', unit: 'milliseconds', scale, series }, run, span)
          : undefined;
      }),
      absent: 'no requests.',
    };
  };

export const slowest = latency('p99');
export const usual = latency('p50');
