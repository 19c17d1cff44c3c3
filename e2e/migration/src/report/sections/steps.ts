import { count, duration, table, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';
import { transitionBetween } from '../../steps/transitions.ts';
import { stepsTaken, type TakenStep } from '../timeline.ts';

/** What each step took, and what customers had of it. */
export function stepByStep(record: MigrationRecord): Section {
  const secondsOf = ({ fromMs, toMs }: TakenStep) =>
    record.seconds.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const pauseOf = ({ fromMs, toMs }: TakenStep): string => {
    const found = record.pauses.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return found.length === 0 ? 'none' : found.map(({ ms }) => duration(ms)).join(', ');
  };
  let before = record.from;
  const rows = stepsTaken(record).map((taken) => {
    const row = { ...taken, before };
    before = taken.to;
    return row;
  });
  return {
    id: 'steps',
    title: 'Step by step',
    lead: 'A pause is how long a module’s requests were held while it was handed over; none was refused for it.',
    body: table({
      caption: 'Steps that were taken',
      captionHidden: true,
      columns: [
        { head: 'Step', cell: (row) => `${row.before} → ${row.to}` },
        { head: 'What', cell: (row) => titleOf(row.before, row.to) },
        { head: 'Took', cell: ({ fromMs, toMs }) => duration(toMs - fromMs), numeric: true },
        { head: 'Pause', cell: pauseOf, numeric: true },
        {
          head: 'Failed requests',
          cell: (row) => count(secondsOf(row).reduce((sum, { failed }) => sum + failed, 0)),
          numeric: true,
        },
        {
          head: 'p99 of a usual second',
          cell: (row) => middle(secondsOf(row).map(({ p99 }) => p99)),
          numeric: true,
        },
      ],
      rows,
    }),
  };
}

function titleOf(from: number, to: number): string {
  const { title, back } = transitionBetween(from, to);
  return to > from ? title : back;
}

function middle(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined).toSorted((one, other) => one - other);
  const found = known[Math.floor(known.length / 2)];
  return found === undefined ? '–' : duration(found);
}
