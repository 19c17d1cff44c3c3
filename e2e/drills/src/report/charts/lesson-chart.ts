import {
  type Html,
  html,
  legend,
  type LegendEntry,
  logScale,
  type Scale,
  type Span,
  timeChart,
  type Unit,
} from '@twinshop/report';
import { listed } from '@twinshop/report';
import type { Endpoint, RunRecord, Traffic } from '../../record/drill-record.ts';
import { timelineOf } from '../clock.ts';
import type { Lesson } from '../runs.ts';
import { pointsOf } from './line-cell.ts';

interface Compared {
  title: string;
  unit: Unit;
  read: (traffic: Traffic) => number;
  scale: (values: readonly number[]) => Scale;
}

const COMPARED: readonly Compared[] = [
  {
    title: 'answered',
    unit: 'percent',
    read: ({ requests, failed }) => (100 * (requests - failed)) / requests,
    scale: () => ({ kind: 'linear', max: 100 }),
  },
  { title: 'the slowest hundredth (p99)', unit: 'milliseconds', read: ({ p99 }) => p99, scale: logScale },
];

/** One endpoint with all guards and without some, as two curves: how much was answered, and how fast. */
export const lessonCharts = ({ guarded, unguarded }: Lesson, endpoint: Endpoint, span: Span): Html => {
  const lines = [
    { name: 'with all guards', tone: 'first', dash: 'solid', run: guarded },
    { name: `without ${listed(unguarded.without)}`, tone: 'second', dash: 'dashed', run: unguarded },
  ] as const satisfies readonly (LegendEntry & { run: RunRecord })[];
  return html`
    ${legend(lines, 'lines')}
    <div class="beside">
      ${COMPARED.map(({ title, unit, read, scale }) => {
        const series = lines.map(({ run, ...line }) => ({
          ...line,
          points: pointsOf(run, ({ endpoints }) => {
            const traffic = endpoints[endpoint];
            return traffic && traffic.requests > 0 ? read(traffic) : undefined;
          }),
        }));
        const values = series.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
        const describes = `${endpoint}, ${title}: ${lines.map(({ name }) => name).join(' and ')}, over time. The table below has both during the fault.`;
        return html`
          <figure>
            <figcaption>${endpoint}: ${title}</figcaption>
            ${timeChart({ describes, kind: 'lines', unit, scale: scale(values), series }, { ...timelineOf(unguarded, span), marks: [] })}
          </figure>
        `;
      })}
    </div>
  `;
};
