import { bare, verdictOf, withUnit } from '@twinshop/compare';
import { duration, markdownTable } from '@twinshop/report';
import { steps } from '@twinshop/topologies';
import type { FIGURES, Figure } from '../measured/compared-step.ts';
import type { Measured } from '../measured/measured.ts';
import type { MovedStep } from '../measured/moved-step.ts';
import { processesAt } from './processes.ts';

const SHOWN: readonly (typeof FIGURES)[number][] = [
  'usual-day.p99',
  'capacity.mixed.requests',
  'capacity.checkout.cpu',
  'footprint.memory',
];

/** All steps below each other, with a column for each thing that is known of them. */
export function overviewBlock(measured: Measured): string {
  const columns: Column[] = [
    { head: 'step', of: (step) => String(step) },
    { head: 'processes', of: (step) => String(processesAt(step)) },
    ...SHOWN.map((id) => ({
      head: headOf(measured, id),
      of: (step: number) => medianAt(measured, step, id),
    })),
    { head: 'taken in', of: (step) => took(measured[step]?.there) },
    { head: 'back in', of: (step) => took(measured[step]?.back) },
    { head: 'longest pause', of: (step) => pause(measured[step]?.there, measured[step]?.back) },
  ];
  const known = columns.filter(({ of }) => ALL.some((step) => of(step) !== ''));
  return [
    markdownTable(
      known.map(({ head }) => head),
      ALL.map((step) => known.map(({ of }) => of(step))),
    ),
    'Processes are counted with gateway, databases and queue. Each row was measured beside the step before it, at another time than the row above: what a step changed, and whether that is more than noise, is on its page.',
  ].join('\n\n');
}

interface Column {
  head: string;
  of: (step: number) => string;
}

const ALL = steps.map((_, step) => step);

function headOf(measured: Measured, id: string): string {
  const figure = ALL.map((step) => figureOf(measured, step, id)).find((one) => one !== undefined);
  return figure === undefined ? '' : withUnit(figure.title, figure.unit);
}

const figureOf = (measured: Measured, step: number, id: string): Figure | undefined =>
  measured[step]?.compared?.figures.find((one) => one.id === id);

/** Where a step was measured beside the one before it; step 0 beside the one after it. */
function medianAt(measured: Measured, step: number, id: string): string {
  const figure = figureOf(measured, Math.max(1, step), id);
  const verdict = figure && verdictOf(figure);
  if (figure === undefined || verdict === undefined) return '';
  return bare(verdict[step === 0 ? 'a' : 'b'].median, figure.unit);
}

const took = (moved: MovedStep | undefined): string => (moved === undefined ? '' : duration(moved.tookMs));

function pause(...moved: readonly (MovedStep | undefined)[]): string {
  const known = moved.filter((one) => one !== undefined);
  const pauses = known.map(({ pauseMs }) => pauseMs).filter((ms) => ms !== null);
  if (known.length === 0) return '';
  return pauses.length === 0 ? 'none' : duration(Math.max(...pauses));
}
