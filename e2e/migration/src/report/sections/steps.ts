import { count, duration, table, times, type Section } from '@twinshop/report';
import { againstRest, MOST } from '../../record/against-rest.ts';
import type { MigrationRecord, TakenStep } from '../../record/migration-record.ts';
import { transitionBetween } from '../../steps/transitions.ts';

/** What each step took, and what customers had of it. */
export function stepByStep(record: MigrationRecord): Section {
  const pauseOf = ({ fromMs, toMs }: TakenStep): string => {
    const found = record.pauses.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return found.length === 0 ? 'none' : found.map(({ ms }) => duration(ms)).join(', ');
  };
  const ratioOf = againstRest(record.rests);
  const ratioInWords = (step: TakenStep): string => {
    const ratio = ratioOf(step);
    return ratio === undefined ? '–' : times(ratio);
  };
  return {
    id: 'steps',
    title: 'Step by step',
    lead: `A pause is how long a module’s requests and messages were held while it was handed over; none was refused for it. Payments have messages only.${atRest(record)}`,
    body: table({
      caption: 'Steps that were taken',
      captionHidden: true,
      columns: [
        { head: 'Step', cell: ({ from, to }) => `${from} → ${to}` },
        { head: 'What', cell: titleOf },
        { head: 'Took', cell: ({ fromMs, toMs }) => duration(toMs - fromMs), numeric: true },
        { head: 'Pause', cell: pauseOf, numeric: true },
        { head: 'Failed requests', cell: ({ seen }) => count(seen.failed), numeric: true },
        { head: 'p99', cell: ({ seen }) => inTime(seen.p99), numeric: true },
        { head: 'Of that at rest', cell: ratioInWords, numeric: true },
      ],
      rows: record.steps,
      marked: (step) => step.seen.failed > 0 || (ratioOf(step) ?? 0) > MOST,
    }),
  };
}

function titleOf({ from, to, undoes }: TakenStep): string {
  if (undoes) return `Step ${from} is undone`;
  const { title, back } = transitionBetween(from, to);
  return to > from ? title : back;
}

const inTime = (ms: number | undefined): string => (ms === undefined ? '–' : duration(ms));

const atRest = ({ rests }: MigrationRecord): string =>
  rests.length === 0
    ? ''
    : ` Left alone, the shop’s p99 was ${rests.map(({ step, seen }) => `${inTime(seen.p99)} at step ${step}`).join(' and ')}; a step’s is compared with the greater of the two.`;
