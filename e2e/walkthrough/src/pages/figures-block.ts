import {
  bare,
  bareInterval,
  contrasted,
  contrastedInterval,
  type Verdict,
  verdictOf,
  verdictWords,
  withUnit,
} from '@twinshop/compare';
import { count, counted, duration, markdownTable, times } from '@twinshop/report';
import type { ComparedStep, Figure } from '../measured/compared-step.ts';
import type { MeasuredStep } from '../measured/measured.ts';
import type { Direction, MovedStep } from '../measured/moved-step.ts';
import { differencesOf } from './difference.ts';
import { processesAt } from './processes.ts';

/** What a step cost and bought: measured beside the one before it, counted, and what the step itself took. */
export function figuresBlock(step: number, { compared, there, back }: MeasuredStep = {}): string {
  return [
    ...(compared === undefined ? [] : [source(compared)]),
    markdownTable(
      ['', `step ${step - 1}`, `step ${step}`, `step ${step} ÷ step ${step - 1}`, ''],
      [...(compared?.figures ?? []).map((figure) => figureRow(figure, step)), ...countedRows(step)],
    ),
    compared === undefined ? measureIt(step) : HOW,
    ...(there === undefined && back === undefined ? [] : [moved(there, back)]),
  ].join('\n\n');
}

/** Where the walk begins, as it was measured beside the first step. */
export function baseBlock({ compared }: MeasuredStep = {}): string {
  const figures = (compared?.figures ?? []).map(({ title, unit, better, samples }) => {
    const verdict = verdictOf({ samples, better });
    return [withUnit(title, unit), verdict === undefined ? '' : estimated(verdict.a, unit)];
  });
  return [
    ...(compared === undefined ? [] : [source(compared)]),
    markdownTable(['', 'step 0'], [...figures, [PROCESSES, count(processesAt(0))]]),
    compared === undefined ? measureIt(1) : HOW,
  ].join('\n\n');
}

const PROCESSES = 'Processes, servers included';
const HOW = 'Medians, with their 95% intervals in brackets; [how it is made fair](../comparison.md).';
const measureIt = (step: number): string =>
  `Latency, processor time and memory are measured by \`./shop walkthrough --measure ${step}\`.`;

const estimated = (estimate: Verdict['a'], unit: string): string =>
  `${bare(estimate.median, unit)} (${bareInterval(estimate, unit)})`;

const source = ({ measuredOn, command, machine, limits, refused }: ComparedStep): string =>
  `Measured on ${measuredOn} by \`${command}\`, on ${machine}. ${limits} Runs that were refused and done again: ${refused}.`;

function figureRow({ title, unit, better, samples }: Figure, step: number): string[] {
  const verdict = verdictOf({ samples, better });
  if (verdict === undefined) return [withUnit(title, unit), '', '', '', 'not measured'];
  const { a, b, contrast } = verdict;
  return [
    withUnit(title, unit),
    estimated(a, unit),
    estimated(b, unit),
    `${contrasted(contrast, unit)} (${contrastedInterval(contrast, unit)})`,
    verdictWords(verdict, [arm('a', step - 1), arm('b', step)]),
  ];
}

const arm = (key: 'a' | 'b', step: number) => ({
  key,
  title: `step ${step}`,
  topology: `step-${step}`,
  processes: [],
});

/** What needs no measuring. */
function countedRows(step: number): string[][] {
  return [
    [PROCESSES, count(processesAt(step - 1)), count(processesAt(step)), '', ''],
    ...differencesOf(step).map(({ title, added, removed }) => [
      `${title}, in lines`,
      '',
      added + removed === 0 ? 'as before' : `+${added} −${removed}`,
      '',
      '',
    ]),
  ];
}

function moved(there: MovedStep | undefined, back: MovedStep | undefined): string {
  const row = (title: string, of: (step: MovedStep) => string): string[] => [
    title,
    ...[there, back].map((one) => (one === undefined ? '' : of(one))),
  ];
  const known = [there, back].filter((one) => one !== undefined);
  const runs = new Set(known.flatMap(({ runs }) => runs.map(({ command, on }) => `\`${command}\` on ${on}`)));
  return [
    markdownTable(
      ['the step itself, while customers ordered', wayHead('there', there), wayHead('back', back)],
      [
        row('took', ({ tookMs }) => duration(tookMs)),
        row('longest pause of a module', ({ pauseMs }) => (pauseMs === null ? 'none' : duration(pauseMs))),
        row('answers of both sides compared', ({ shadowReads }) =>
          shadowReads === null
            ? 'none'
            : `${count(shadowReads.compared)}, of which ${count(shadowReads.different)} differed`,
        ),
        row('answer to 99% of requests meanwhile', ({ p99Ms }) => (p99Ms === null ? '' : duration(p99Ms))),
        row('… ÷ that of the shop left alone', ({ againstRest }) =>
          againstRest === null ? '' : multiple(againstRest),
        ),
        row('requests meanwhile', ({ requests }) => count(requests)),
        row('not answered as they should be', ({ failed }) => (failed === 0 ? 'none' : count(failed))),
      ],
    ),
    `By ${[...runs].join(', ')}.${known.some(({ ways }) => ways > 1) ? OF_MANY : ''}`,
  ].join('\n\n');
}

const OF_MANY =
  ' Times and multiples are of the way in the middle, multiples with the least and the most in brackets; the pause is the longest of all ways, and requests and answers are those of all.';

const wayHead = (direction: Direction, moved: MovedStep | undefined): string =>
  moved === undefined || moved.ways === 1 ? direction : `${direction}, ${counted(moved.ways, 'time')}`;

const multiple = ({ least, middle, most }: NonNullable<MovedStep['againstRest']>): string =>
  least === most ? times(middle) : `${times(middle)} (${times(least)} to ${times(most)})`;
