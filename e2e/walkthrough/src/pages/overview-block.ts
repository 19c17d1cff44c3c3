import { bare, contrasted, leaderOf, verdictOf, withUnit } from '@twinshop/compare';
import { count, duration, markdownTable } from '@twinshop/report';
import { steps } from '@twinshop/topologies';
import type { FIGURES, Figure } from '../measured/compared-step.ts';
import type { Measured } from '../measured/measured.ts';
import type { MovedStep } from '../measured/moved-step.ts';
import { processesAt } from './processes.ts';

const SHOWN: readonly (typeof FIGURES)[number][] = [
  'usual-day.p50',
  'usual-day.order-final',
  'capacity.mixed.requests',
  'capacity.checkout.cpu',
  'footprint.memory',
];

/** All steps below each other, each against the one before it, with a column for each thing that is known of them. */
export function overviewBlock(measured: Measured): string {
  const columns: Column[] = [
    { head: 'step', of: (step) => String(step) },
    { head: 'processes', of: (step) => String(processesAt(step)) },
    ...SHOWN.map((id) => ({
      head: headOf(measured, id),
      of: (step: number) => (step === 0 ? baseOf(measured, id) : shownAt(measured, step, id)),
    })),
    { head: 'Code of the programs that run, in lines', of: (step) => codeAt(measured, step) },
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
    `Latency, requests, processor time and memory: of step 0 what was measured, of each other step a multiple of the step before it, beside
which it was measured; = is where no difference was shown. These multiples are not to be multiplied, as each pair had a rate of its own.
Processes are counted with gateway, databases and queue. All figures, with their intervals, are on the pages of the steps.`,
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

/** Of step 0, as it was measured beside step 1. */
function baseOf(measured: Measured, id: string): string {
  const figure = figureOf(measured, 1, id);
  const verdict = figure && verdictOf(figure);
  return figure === undefined || verdict === undefined ? '' : bare(verdict.a.median, figure.unit);
}

function shownAt(measured: Measured, step: number, id: string): string {
  const figure = figureOf(measured, step, id);
  const verdict = figure && verdictOf(figure);
  if (figure === undefined || verdict === undefined) return '';
  return leaderOf(verdict) === undefined ? '=' : contrasted(verdict.contrast, figure.unit);
}

function codeAt(measured: Measured, step: number): string {
  const lines = step === 0 ? measured[1]?.code?.before : measured[step]?.code?.after;
  return lines === undefined ? '' : count(lines);
}

const took = (moved: MovedStep | undefined): string => (moved === undefined ? '' : duration(moved.tookMs));

function pause(...moved: readonly (MovedStep | undefined)[]): string {
  const known = moved.filter((one) => one !== undefined);
  const pauses = known.map(({ pauseMs }) => pauseMs).filter((ms) => ms !== null);
  if (known.length === 0) return '';
  return pauses.length === 0 ? 'none' : duration(Math.max(...pauses));
}
