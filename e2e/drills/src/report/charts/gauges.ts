import { linearScale, type Series, seriesTone, type Unit } from '@twinshop/report';
import type { Second } from '../../record/drill-record.ts';
import type { RowOf } from './chart-row.ts';
import { lineCell, pointsOf } from './line-cell.ts';

interface Gauge {
  title: string;
  explains: string;
  absent: string;
  unit: Unit;
  /** Values by the name of what has them. */
  read: (second: Second) => Readonly<Record<string, number | undefined>>;
}

const DASHES = ['solid', 'dashed', 'dotted'] as const;

/** Something that is counted or timed once a second, a line for each thing that has it. */
const gauge =
  ({ title, explains, absent, unit, read }: Gauge): RowOf =>
  (runs, span) => {
    const namesOf = runs.map(
      ({ seconds }) =>
        new Set(
          seconds.flatMap((second) =>
            Object.entries(read(second)).flatMap(([name, value]) => (value === undefined ? [] : [name])),
          ),
        ),
    );
    const names = [...new Set(namesOf.flatMap((some) => [...some]))].sort();
    if (names.length === 0) return undefined;
    const lines = names.map((name, index) => ({
      name,
      tone: seriesTone(index),
      dash: DASHES[index % DASHES.length] ?? 'solid',
    }));
    const all = runs.map((run, index): Series[] =>
      lines
        .filter(({ name }) => namesOf[index]?.has(name))
        .map((line) => ({ ...line, points: pointsOf(run, (second) => read(second)[line.name]) })),
    );
    const scale = linearScale(all.flat().flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])));
    return {
      title,
      explains,
      legend: { entries: lines, kind: 'lines' },
      cells: runs.map((run, index) => {
        const series = all[index] ?? [];
        return series.length > 0
          ? lineCell(title, { kind: 'lines', unit, scale, series }, run, span)
          : undefined;
      }),
      absent,
    };
  };

export const runningCalls = gauge({
  title: 'Calls that run',
  explains:
    'Calls to another process that have no answer yet, of all replicas. A bulkhead holds them below its capacity.',
  absent: 'no calls to another process.',
  unit: 'count',
  read: ({ running }) => running,
});

export const queueDepth = gauge({
  title: 'Jobs in queues',
  explains: 'Messages that wait or are being worked on, by queue.',
  absent: 'no queues.',
  unit: 'count',
  read: ({ queues }) => queues,
});

export const outboxAge = gauge({
  title: 'Age of the outbox',
  explains: 'How long the oldest message has waited to leave its owner’s database.',
  absent: 'no outbox.',
  unit: 'milliseconds',
  read: ({ outboxAgeMs }) => outboxAgeMs,
});

export const ordersPending = gauge({
  title: 'Orders that are not final yet',
  explains:
    'Accepted, and neither confirmed nor refused. There is a gap while the database could not be asked.',
  absent: 'never asked.',
  unit: 'count',
  read: ({ ordersPending: pending }) => ({ 'orders pending': pending }),
});
