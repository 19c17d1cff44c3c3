import {
  bare,
  bareInterval,
  contrasted,
  contrastedInterval,
  leaderOf,
  type Verdict,
  verdictOf,
  verdictWords,
  withUnit,
} from '@twinshop/compare';
import { count, counted, duration, markdownTable, measured, times } from '@twinshop/report';
import type { ComparedStep, Figure } from '../measured/compared-step.ts';
import type { MeasuredStep } from '../measured/measured.ts';
import type { Direction, MovedStep } from '../measured/moved-step.ts';
import type { RunningCode } from '../measured/running-code.ts';
import { differencesOf } from './difference.ts';
import { processesAt } from './processes.ts';

/** What a step cost and bought: measured beside the one before it, counted, and what the step itself took. */
export function figuresBlock(step: number, { code, compared, there, back }: MeasuredStep = {}): string {
  return [
    ...(compared === undefined ? [] : [shown(compared), source(compared)]),
    markdownTable(
      ['', `step ${step - 1}`, `step ${step}`, `step ${step} ÷ step ${step - 1}`, ''],
      [...(compared?.figures ?? []).map((figure) => figureRow(figure, step)), ...countedRows(step, code)],
    ),
    compared === undefined ? measureIt(step) : `${HOW} ${HOW_COMPARED}`,
    ...(code === undefined ? [] : [HOW_COUNTED]),
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
const measureIt = (step: number): string =>
  `Latency, processor time and memory are measured by \`./shop walkthrough --measure ${step}\`.`;

/** Lines as long as people write them. */
const HOW = `Medians with their 95% intervals in brackets. Latency is at 40% of the visits that the slower of the two can take; “a
usual day: requests” is the most that sixteen customers get who wait for nothing but answers; memory is what is held at the end of that.
[How it is made fair](../comparison.md).`;

const HOW_COMPARED = `A ratio is the median of the rounds’ own ratios; one side is called better where the whole interval lies
beyond ±5%.`;

const HOW_COUNTED = `Code is counted in whole files, with comments, of which a bundler keeps anything for the programs that run. The
monolith of steps 2 to 6 is one program, whose list of modules is chosen at its start.`;

/** The verdicts in a sentence or two. */
function shown({ figures }: ComparedStep): string {
  const told = figures.flatMap(({ title, unit, better, samples }) => {
    const verdict = verdictOf({ samples, better });
    const leader = leaderOf(verdict);
    if (verdict === undefined || leader === undefined) return [];
    return [{ leader, words: `${uncapitalised(title)} ${contrasted(verdict.contrast, unit)}` }];
  });
  const of = (side: 'a' | 'b'): string =>
    told.flatMap(({ leader, words }) => (leader === side ? [words] : [])).join('; ');
  const [paid, bought] = [of('a'), of('b')];
  if (told.length === 0) return 'No figure was shown to differ from the step before.';
  return [
    ...(bought === '' ? [] : [`**Bought**: ${bought}.`]),
    ...(paid === '' ? [] : [`**Paid**: ${paid}.`]),
    'Nothing else was shown to differ from the step before.',
  ].join(' ');
}

const uncapitalised = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

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
function countedRows(step: number, code: RunningCode | undefined): string[][] {
  return [
    [PROCESSES, count(processesAt(step - 1)), count(processesAt(step)), '', ''],
    ...(code === undefined ? [] : [codeRow(code)]),
    ...differencesOf(step).map(({ title, added, removed }) => [
      `Of the diff above: ${uncapitalised(title)}, in lines`,
      '',
      changedBy({ added, removed }),
      '',
      '',
    ]),
  ];
}

const codeRow = (code: RunningCode): string[] => [
  'Code of the programs that run, in lines',
  count(code.before),
  count(code.after),
  `×${measured(code.after / code.before)}`,
  changedBy(code),
];

const changedBy = ({ added, removed }: { added: number; removed: number }): string =>
  added + removed === 0 ? 'as before' : `+${count(added)} −${count(removed)}`;

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

const OF_MANY = ` Times and multiples are of the way in the middle,
multiples with the least and the most in brackets; the pause is the longest of all ways, and requests and answers are those of all. The shop
was left alone before and after the whole way, and the slower of the two counts.`;

const wayHead = (direction: Direction, moved: MovedStep | undefined): string =>
  moved === undefined || moved.ways === 1 ? direction : `${direction}, ${counted(moved.ways, 'time')}`;

const multiple = ({ least, middle, most }: NonNullable<MovedStep['againstRest']>): string =>
  least === most ? times(middle) : `${times(middle)} (${times(least)} to ${times(most)})`;
