import { randomInt } from 'node:crypto';
import path from 'node:path';
import { connectShop, onStopSignals, shopHome, type ShopControl } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import { Command, InvalidArgumentError, Option } from 'commander';
import { config } from './config.ts';
import { confirm } from './print/confirm.ts';
import { planInWords } from './print/plan.ts';
import { summaryInWords } from './print/summary.ts';
import { hasPassed } from './record/has-passed.ts';
import { writeReport } from './report/write-report.ts';
import { migrate, type MigrateOptions } from './migrate.ts';
import { goRounds } from './rounds/go-rounds.ts';
import { claimMigration } from './state/claim-migration.ts';
import { StateFile } from './state/migration-state.ts';
import { refuseScaled } from './state/refuse-scaled.ts';
import { whereItIs } from './state/where-it-is.ts';

const HELP = `
The shop has to run: ./shop up step-0 in another terminal. Customers go on ordering meanwhile; --load plays some. Every step
can be gone back over. Ctrl-C stops it after what is under way; stopped or killed, ./shop migrate --to the same step goes on.

Examples:
  ./shop migrate                      from where the shop is to step 7, after a look at the plan
  ./shop migrate --to 3               only until recommendations have left
  ./shop migrate --to 0               all the way back, with every order that was taken meanwhile
  ./shop migrate --load 20 --yes      with some twenty requests a second, and without being asked
  ./shop migrate --docker             the shop in containers, of ./shop up step-0 --docker
  ./shop migrate --rounds 10 --load 50 --yes
                                      there and back ten times, with a page that compares them
  ./shop migrate --plan               what would happen, and what could be undone until when
`;

interface Options {
  from?: number;
  to: number;
  load?: number;
  observe: number;
  rest: number;
  shadowReads: number;
  rounds?: number;
  seed?: number;
  yes?: true;
  plan?: true;
  finish?: true;
  docker?: true;
}

const last = steps.length - 1;
/** As shells have it of programs that Ctrl-C ends. */
const EXIT_WHEN_STOPPED = 130;

const program = new Command('./shop migrate')
  .description('take a running shop from the monolith to the services, or back, while customers order')
  .option('--from <step>', 'the step that it must be at; where it is, unless told', parseStep)
  .option('--to <step>', 'the step that it shall come to', parseStep, last)
  .option('--load <requests>', 'customers who make so many requests a second', parseRate)
  .option('--observe <seconds>', 'how long each step is watched before the old is stopped', parseSeconds, 10)
  .option(
    '--rest <seconds>',
    'how long the shop is left alone before and afterwards, to compare with; where there is --load',
    parseSeconds,
    10,
  )
  .addOption(
    new Option('--shadow-reads <count>', 'answers that have to be equal before a module is handed over')
      .argParser(parseCount)
      .default(2_000),
  )
  .option('--rounds <count>', 'there and back again, so many times', parseRounds)
  .option('--seed <number>', 'of the customers; one that this shop has not had', parseCount)
  .option('--finish', 'in the end, take away what is kept for going back')
  .option('--docker', 'the shop in containers')
  .option('--plan', 'only say what would happen')
  .option('-y, --yes', 'without being asked')
  .addHelpText('after', HELP)
  .action(run);

async function run(options: Options): Promise<void> {
  const home = options.docker ? config.containersHome : config.home;
  const control = connectShop(home);
  const claim = options.plan ? undefined : await claimMigration(await control.adminUrl());
  try {
    await go(options, home, control, claim?.lost);
  } finally {
    await claim?.release();
  }
}

async function go(
  options: Options,
  home: string,
  control: ShopControl,
  claimLost?: AbortSignal,
): Promise<void> {
  const file = new StateFile(shopHome(home).migrationFile);
  const begun = file.read();
  const { variant, processes } = await control.shop();
  const at = whereItIs(variant, begun);
  refuseScaled(
    [at, begun?.underWay?.to ?? at],
    processes.map(({ name }) => name),
  );
  if (options.from !== undefined && options.from !== at)
    throw new Error(`The shop is at step ${at}, not at step ${options.from}.`);
  if (options.rounds !== undefined && at === options.to)
    throw new Error(
      `The shop is at step ${at} already. Say where it shall go and come back from: ./shop migrate --rounds ${options.rounds} --to ${at === 0 ? last : 0}`,
    );
  const plan = planInWords(at, options.to, begun, options.finish === true && options.rounds === undefined);
  if (plan === undefined) {
    const isKept = planInWords(at, options.to, begun, true) !== undefined;
    const kept = isKept ? ' What is kept for going back is taken away by --finish.' : '';
    return console.log(`The shop is at step ${at} already: ${steps[at]!.summary}.${kept}`);
  }
  console.log(plan);
  if (options.plan) return;
  if (!options.yes && !(await confirm('Go on?'))) return;
  if (claimLost?.aborted)
    throw new Error(
      'PostgreSQL was started anew meanwhile, and somebody else may migrate this shop. Begin again.',
    );
  const migration = {
    home,
    control,
    file,
    begun,
    at,
    ...options,
    seed: options.seed ?? randomInt(1_000_000),
    claimLost,
    stopping: whenToStop(claimLost),
  };
  const folder = path.join(config.reports, new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const isPassed = await (options.rounds === undefined
    ? once(migration, folder)
    : again(migration, options.rounds, folder));
  process.exitCode = isPassed ? 0 : migration.stopping.aborted ? EXIT_WHEN_STOPPED : 1;
}

/** By Ctrl-C or `kill`, the second time at once; and where somebody else may be migrating this shop by now. */
function whenToStop(claimLost?: AbortSignal): AbortSignal {
  const stopping = new AbortController();
  onStopSignals(
    () => {
      console.log(
        'It stops after what is under way. Ctrl-C once more ends it at once; it goes on from there, too.',
      );
      stopping.abort();
    },
    () => process.exit(EXIT_WHEN_STOPPED),
  );
  claimLost?.addEventListener('abort', () => {
    console.log(
      'PostgreSQL has ended the session that keeps others from migrating this shop: it stops after what is under way.',
    );
    stopping.abort();
  });
  return stopping.signal;
}

async function once(migration: MigrateOptions, folder: string): Promise<boolean> {
  const record = await migrate(migration);
  const page = await writeReport(record, folder);
  console.log(summaryInWords(record, path.relative(process.cwd(), page)));
  return hasPassed(record);
}

async function again(migration: MigrateOptions, rounds: number, folder: string): Promise<boolean> {
  const { ways } = await goRounds(migration, rounds, folder);
  const passed = ways.filter(({ passed }) => passed).length;
  console.log(`\n${passed} of ${2 * rounds} ways were taken, and not noticed by anybody.`);
  for (const { folder: way, failure } of ways) if (failure !== undefined) console.log(`${way}: ${failure}`);
  console.log(`The page: ${path.relative(process.cwd(), path.join(folder, 'index.html'))}`);
  return passed === 2 * rounds;
}

function parseStep(text: string): number {
  const step = Number(text);
  if (!/^\d+$/.test(text) || step > last)
    throw new InvalidArgumentError(`A step is a whole number from 0 to ${last}.`);
  return step;
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= 10_000)) throw new InvalidArgumentError('A number above 0, up to 10,000.');
  return rate;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0 && seconds <= 3_600)) throw new InvalidArgumentError('Seconds, from 0 to 3,600.');
  return seconds;
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000)
    throw new InvalidArgumentError('A whole number from 1 to 1,000.');
  return rounds;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('A whole number, 0 or more.');
  return count;
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 1;
}
