import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { experiments } from './experiments/index.ts';
import { bothVariants, twoSteps, type Arms } from './plan/arms.ts';
import { planOf } from './plan/plan.ts';
import { PROOFS, proofs, type ProofName } from './plan/proofs.ts';
import { updatePage } from './print/update-page.ts';
import { printSummary } from './print/print-summary.ts';
import type { CompareRecord } from './record/compare-record.ts';
import { together } from './record/together.ts';
import { writeReport } from './report/write-report.ts';
import { measure } from './run/measure.ts';

const EXAMPLES = `
Starts the monolith and the services, both behind the same gateway and held to the same processor time and memory, and
measures them in turn. A run whose orders did not come to their end, whose load was the bottleneck, or that others disturbed
is refused, and done again. Ends with a page in reports/compare/.

Examples:
  ./shop compare                              what matters most; five minutes
  ./shop compare --full                       all questions; within an hour
  ./shop compare --only checkout-flood deploy  only these, in full
  ./shop compare --only capacity.search --data FOLDER   with a real day's orders, sped up
  ./shop compare --steps 3 4                  two steps of the migration, in the place of its ends
  ./shop compare --docker                     the same in containers, which are removed in the end
  ./shop compare --seed 7                     the same customers and the same order of runs again
  ./shop compare --prove same                 a shop beside itself: no difference may be shown
  ./shop compare --prove slower               a shop beside itself with a fifth less processor time: it must be noticed
  ./shop compare --prove starved              a load that is starved: its runs must be refused
  ./shop compare --show reports/compare/…/compare.json   the page of an earlier run again, or of several as one

Exits with 1 where not all could be measured, or a proof fails.
`;

interface Options {
  full?: boolean;
  only?: string[];
  data?: string[];
  docker?: boolean;
  seed?: number;
  cpus?: number;
  memory?: number;
  rounds?: number;
  seconds?: number;
  prove?: ProofName;
  steps?: number[];
  page?: string;
  show?: string[];
}

const say = (words: string): void => void process.stderr.write(`${words}\n`);

await new Command('./shop compare')
  .description('Measure what each architecture costs and buys, as a fair experiment.')
  .addOption(
    new Option('--quick', 'what matters most, in five minutes; the default').conflicts(['full', 'only']),
  )
  .option('--full', 'all questions and sweeps, within an hour')
  .addOption(new Option('--only <experiments...>', 'only these').choices(experiments.map(({ name }) => name)))
  .option('--data <files...>', 'a real shop’s invoices, one of whose days is replayed too: files or folders')
  .option(
    '--docker',
    'both in containers, which share what one control group has instead of limits of their own',
  )
  .option('--seed <n>', 'repeats what customers do, and the order of runs', wholeNumber)
  .option('--rounds <n>', 'instead of seven', wholeNumber)
  .option(
    '--seconds <n>',
    'of each run that are counted, instead of one and a half, or five in full',
    wholeNumber,
  )
  .option('--cpus <n>', 'processors’ worth of time for a whole shop; all but one unless told', positive)
  .option('--memory <MB>', 'for a whole shop; 2,048 unless told', positive)
  .addOption(
    new Option('--prove <what>', 'that the comparison can be trusted')
      .choices([...PROOFS])
      .conflicts(['full', 'only', 'page']),
  )
  .option('--page <file>', 'put the figures into a Markdown page, between its marks')
  .addOption(
    new Option(
      '--steps <two...>',
      'two steps of the migration, 0 to 7, instead of the monolith and the services',
    )
      .argParser((text: string, before: number[] = []) => [...before, wholeNumberFromZero(text)])
      .conflicts(['prove', 'docker', 'full']),
  )
  .addOption(
    new Option(
      '--show <files...>',
      'measure nothing: the page of a compare.json again, or of several as one',
    ).conflicts(['docker']),
  )
  .addHelpText('after', EXAMPLES)
  .action(runOrSay)
  .parseAsync();

async function readRecord(file: string): Promise<CompareRecord> {
  return JSON.parse(await readFile(file, 'utf8')) as CompareRecord;
}

/** What a shop could not be started for is told in its own words. */
async function runOrSay(options: Options): Promise<void> {
  try {
    await run(options);
  } catch (error) {
    say(`\nThe comparison was given up: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function run(options: Options): Promise<void> {
  const record =
    options.show === undefined
      ? await measured(options)
      : together((await Promise.all(options.show.map(readRecord))) as [CompareRecord, ...CompareRecord[]]);
  const time = record.startedAt.replaceAll(/[:.]/g, '-');
  const folder = path.join('reports', 'compare', (options.show?.length ?? 1) > 1 ? `${time}-together` : time);
  const { page } = await writeReport(record, folder);
  printSummary(record);
  if (options.page !== undefined) await updatePage(options.page, record);
  say(`\nThe page: ${page}`);
  const failure =
    options.prove === undefined ? incompleteness(record) : proofs[options.prove].failure(record);
  if (failure === undefined) return;
  say(`\nFailed: ${failure}`);
  process.exitCode = 1;
}

async function measured({
  prove,
  full,
  only,
  rounds,
  seconds,
  cpus,
  memory,
  data,
  docker,
  steps,
  ...options
}: Options): Promise<CompareRecord> {
  const seed = options.seed ?? randomInt(1_000_000);
  const proof = prove && proofs[prove];
  const size = full || (only && !proof) ? 'full' : 'quick';
  const planned = planOf({ size, only: proof?.experiments ?? only, data });
  const stopping = new AbortController();
  const stop = (): void => {
    say('\nStopping; what was measured until now is told.');
    stopping.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return measure({
    plan: {
      ...planned,
      sizes: {
        ...planned.sizes,
        ...(rounds === undefined ? {} : { rounds }),
        ...(seconds === undefined ? {} : { seconds }),
      },
    },
    arms: proof?.arms ?? armsOf(steps),
    wanted: {
      ...(cpus === undefined ? {} : { cpus }),
      ...(memory === undefined ? {} : { memoryMb: memory }),
    },
    ...(docker === undefined ? {} : { docker }),
    ...(proof === undefined ? {} : { shareOfB: proof.shareOfB, shareOfLoad: proof.shareOfLoad }),
    seed,
    command: again({
      prove,
      full,
      only,
      data: data?.map(fromHere),
      steps,
      docker,
      rounds,
      seconds,
      cpus,
      memory,
      seed,
    }),
    stopping: stopping.signal,
  });
}

/** So that the command is the same on whoever's machine. */
function fromHere(file: string): string {
  return path.relative(process.cwd(), path.resolve(file));
}

function armsOf(chosen: number[] | undefined): Arms {
  if (chosen === undefined) return bothVariants;
  const [first, second, ...more] = chosen;
  if (first === undefined || second === undefined || more.length > 0)
    throw new Error('--steps takes two of them, as in --steps 3 4.');
  return twoSteps(first, second);
}

function again({ only, data, steps, ...options }: Options): string {
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [value === true ? `--${name}` : `--${name} ${String(value)}`],
  );
  const lists = Object.entries({ only, data, steps }).flatMap(([name, values]) =>
    values === undefined ? [] : [`--${name}`, ...values.map(String)],
  );
  return ['./shop compare', ...words, ...lists].join(' ');
}

function incompleteness({ isComplete }: CompareRecord): string | undefined {
  return isComplete
    ? undefined
    : 'Not all could be measured: see the runs that were refused. A machine that has less to do can.';
}

function wholeNumberFromZero(text: string): number {
  return text === '0' ? 0 : wholeNumber(text);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('A whole number from 1 is needed.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A number above 0 is needed.');
  return value;
}
