import { randomInt } from 'node:crypto';
import path from 'node:path';
import { toggles } from '@twinshop/mutations';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { inContainers, playableInContainers } from './containers/not-in-containers.ts';
import { stageInContainers } from './containers/stage-in-containers.ts';
import { isApplicable, type Drill, type NotApplicable } from './drill.ts';
import { drills } from './drills/index.ts';
import { updateFigures } from './figures/figures-file.ts';
import { explain, listOf } from './print/explain.ts';
import { hasPassed, summaryOf, type Result } from './print/summary.ts';
import { verdictOf } from './print/verdict.ts';
import { VARIANTS, type DrillRecord, type Variant } from './record/drill-record.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import { writeReport } from './report/write-report.ts';

const EXAMPLES = `
Each drill starts a shop of its own (a running one is left alone), lets customers come, breaks something, mends it, and
has the checker look at every order, payment, message and piece of stock. It ends with a page in reports/drills/, and
exits with 1 where an expectation is not met.

Examples:
  ./shop drill                                          all drills that there are
  ./shop drill recommendation-down                      on both variants, one after the other; about three minutes
  ./shop drill recommendation-slow --on monolith        on one of them
  ./shop drill recommendation-slow --without timeout    once more without a guard: two curves in one chart
  ./shop drill redis-down --for 60                      a longer fault
  ./shop drill order-killed --seed 7                    the same customers, orders and moments again
  ./shop drill order-killed --explain                   what it does, what to watch, why the shop survives
  ./shop drill --all                                    one after the other; about an hour
  ./shop drill --all --figures docs/drills/measured.json   and keep what was measured; npm run docs:drills shows it
  ./shop drill order-killed --docker                    the same in containers, which are removed in the end
  ./shop drill --docker                                 the drills that can be run there
`;

interface Options {
  on: Variant | 'both';
  without: string[];
  for?: number;
  load: number;
  seed?: number;
  docker?: boolean;
  explain?: boolean;
  all?: boolean;
  figures?: string;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await new Command('./shop drill')
  .description('Practise a disaster, and see what it does to the shop.')
  .argument('[name]', 'of the drill; without one, all are listed')
  .addOption(new Option('--on <variant>', 'which shop').choices([...VARIANTS, 'both']).default('both'))
  .addOption(
    new Option('--without <guards...>', 'run it once more with these switched off')
      .choices(Object.keys(toggles))
      .default([]),
  )
  .option('--for <seconds>', 'how long the fault lasts, instead of the usual time', positive)
  .option('--load <times>', 'of the usual requests a second', positive, 1)
  .option('--seed <n>', 'repeats what customers do, and when', wholeNumber)
  .option('--docker', 'in containers, of a Compose project of its own')
  .option('--explain', 'tell about the drill instead of running it')
  .option('--all', 'run every drill, one after the other')
  .addOption(
    new Option('--figures <file>', 'put down in this JSON file what was measured').conflicts([
      'for',
      'load',
      'docker',
    ]),
  )
  .addHelpText('after', EXAMPLES)
  .action(drill)
  .parseAsync();

async function drill(name: string | undefined, options: Options): Promise<void> {
  if (options.docker && options.without.length > 0)
    return refuse('No guard can be switched off in containers: images hold the program as it is delivered.');
  const there = drillsFor(options);
  if (options.all)
    return name === undefined ? all(there, options) : refuse('--all is for all, and takes no name.');
  if (name === undefined) return say(listOf(there));
  const known = drills.find((each) => each.name === name || each.aliases?.includes(name));
  if (known === undefined) return refuse(`There is no drill "${name}". These are there:\n\n${listOf(there)}`);
  const found = options.docker ? inContainers(known) : known;
  if (options.explain) return say(explain(found));
  const reasons = reasonsAgainst(found, options);
  if (reasons !== undefined) {
    const others = options.docker ? `\nIn containers there are:\n\n${listOf(there)}` : '';
    return refuse(`${found.name} has no meaning there. ${reasons}${others}`);
  }
  const record = await run(found, options);
  if (!record.passed) process.exitCode = 1;
}

function drillsFor({ docker }: Options): readonly Drill[] {
  return docker ? playableInContainers(drills) : drills;
}

/** One that breaks off does not keep the others from being run. */
async function all(wanted: readonly Drill[], options: Options): Promise<void> {
  const results: Result[] = [];
  for (const each of wanted.filter((each) => reasonsAgainst(each, options) === undefined)) {
    try {
      results.push({ name: each.name, record: await run(each, options) });
    } catch (error) {
      say(pc.red(`\n${each.name} broke off: ${(error as Error).stack}`));
      results.push({ name: each.name, brokeOff: (error as Error).message });
    }
  }
  say(`\n${summaryOf(results)}`);
  if (!results.every(hasPassed)) process.exitCode = 1;
}

async function run(found: Drill, options: Options): Promise<DrillRecord> {
  const record = await rehearse(rehearsalOf(found, options), say);
  const { page } = await writeReport(
    record,
    path.join('reports', 'drills', record.startedAt.replaceAll(/[:.]/g, '-')),
  );
  say(verdictOf(record));
  say(`\n${pc.bold('The page:')} ${page}`);
  if (options.figures !== undefined) updateFigures(options.figures, record);
  return record;
}

/** Why a drill is not run on any of the variants that were asked for. */
function reasonsAgainst({ variants }: Drill, options: Options): string | undefined {
  const scenarios = variantsOf(options).map((variant) => variants[variant]);
  const reasons = scenarios.filter((scenario): scenario is NotApplicable => !isApplicable(scenario));
  const said = [...new Set(reasons.map(({ because }) => because))];
  return reasons.length < scenarios.length ? undefined : said.join(' ');
}

function variantsOf({ on }: Options): readonly Variant[] {
  return on === 'both' ? VARIANTS : [on];
}

function rehearsalOf(drill: Drill, options: Options): Rehearsal {
  const { on, without, load, docker, seed = randomInt(1, 1_000_000) } = options;
  const command = [
    `./shop drill ${drill.name} --seed ${seed}`,
    ...(on === 'both' ? [] : [`--on ${on}`]),
    ...(without.length === 0 ? [] : [`--without ${without.join(' ')}`]),
    ...(options.for === undefined ? [] : [`--for ${options.for}`]),
    ...(load === 1 ? [] : [`--load ${load}`]),
    ...(docker ? ['--docker'] : []),
  ].join(' ');
  return {
    drill,
    variants: variantsOf(options),
    seed,
    without,
    load,
    faultMs: options.for === undefined ? undefined : options.for * 1_000,
    command,
    setStage: docker ? stageInContainers({ say }) : undefined,
  };
}

function refuse(message: string): void {
  process.stderr.write(`drill: ${message}\n`);
  process.exitCode = 2;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3_600)) throw new InvalidArgumentError('It must be a number above 0, to 3600.');
  return value;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0.');
}
