import {
  html,
  legend,
  linearScale,
  logScale,
  seriesTone,
  timeChart,
  type Html,
  type Series,
  type TimeChart,
  type Timeline,
} from '@twinshop/report';
import type { MigrationRecord, Second } from '../../record/migration-record.ts';

/** Undefined where there is nothing to draw. */
type Chart = (record: MigrationRecord, timeline: Timeline) => Html | undefined;

const wereThere = ({ seconds }: MigrationRecord): boolean => seconds.some(({ requests: all }) => all > 0);

const lineOf = (
  { seconds }: MigrationRecord,
  value: (second: Second) => number | undefined,
): Series['points'] => seconds.map((second) => [second.atMs / 1_000, value(second)]);

const titled = (title: string, chart: TimeChart, timeline: Timeline): Html => html`
  <h3>${title}</h3>
  ${chart.series.length > 1 && legend(chart.series, chart.kind)} ${timeChart(chart, timeline)}
`;

export const requests: Chart = (record, timeline) => {
  if (!wereThere(record)) return undefined;
  const chart: TimeChart = {
    describes: 'Requests a second, answered and failed',
    kind: 'stack',
    unit: 'count',
    scale: linearScale(record.seconds.map(({ requests: all }) => all)),
    series: [
      {
        name: 'answered',
        tone: 'good',
        points: lineOf(record, ({ requests: all, failed }) => all - failed),
      },
      { name: 'failed', tone: 'bad', points: lineOf(record, ({ failed }) => failed) },
    ],
  };
  return titled('Requests a second', chart, timeline);
};

export const latency: Chart = (record, timeline) => {
  if (!wereThere(record)) return undefined;
  const chart: TimeChart = {
    describes: 'Milliseconds to an answer: half of the requests, and the slowest hundredth',
    kind: 'lines',
    unit: 'milliseconds',
    scale: logScale(record.seconds.flatMap(({ p50, p99 }) => [p50 ?? 0, p99 ?? 0])),
    series: [
      { name: 'p99', tone: 'second', points: lineOf(record, ({ p99 }) => p99) },
      { name: 'p50', tone: 'first', dash: 'dashed', points: lineOf(record, ({ p50 }) => p50) },
    ],
  };
  return titled('How long answers took', chart, timeline);
};

/** Also those of one process to another, and those that were compared. */
export const whoAnswered: Chart = (record, timeline) => {
  const processes = [...new Set(record.seconds.flatMap(({ answered = {} }) => Object.keys(answered)))];
  if (processes.length === 0) return undefined;
  const chart: TimeChart = {
    describes: `Requests a second that each process answered: ${processes.join(', ')}`,
    kind: 'stack',
    unit: 'count',
    scale: linearScale(
      record.seconds.map(({ answered = {} }) =>
        Object.values(answered).reduce((sum, answers) => sum + answers, 0),
      ),
    ),
    series: processes.map((process, index) => ({
      name: process,
      tone: seriesTone(index),
      points: lineOf(record, ({ answered = {} }) => answered[process] ?? 0),
    })),
  };
  return titled('Answers a second by process, also to other processes and to be compared', chart, timeline);
};

export const behind: Chart = (record, timeline) => {
  const kibibytes = ({ lagBytes }: Second): number | undefined =>
    lagBytes === undefined ? undefined : lagBytes / 1_024;
  if (record.seconds.every(({ lagBytes }) => lagBytes === undefined)) return undefined;
  const chart: TimeChart = {
    describes: 'Kibibytes of PostgreSQL’s log that the copies were behind',
    kind: 'lines',
    unit: 'count',
    scale: linearScale(record.seconds.map((second) => kibibytes(second) ?? 0)),
    series: [{ name: 'behind', tone: 'third', points: lineOf(record, kibibytes) }],
  };
  return titled('KiB of PostgreSQL’s log that the copies were behind', chart, timeline);
};
