import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onStopSignals } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import { Command, InvalidArgumentError } from 'commander';
import { measureSteps } from './measure-steps.ts';
import {
  readMeasured,
  withCode,
  withComparison,
  withMigrations,
  writeMeasured,
} from './measured/measured.ts';
import { countRunningCode } from './measured/running-code.ts';
import { MEASURED_FILE, pages, PAGES_DIR, PICTURE_FILE } from './pages/pages.ts';
import { takePicture } from './picture/take-picture.ts';

const EXAMPLES = `
Fills the figures, the diffs and the picture of docs/walkthrough. Figures are kept in docs/walkthrough/measured.json, and stay
until they are measured again. What a comparison refused, and a migration that did not come to its end, are not taken.

Examples:
  ./shop walkthrough                      the pages anew, from what is known; lines of code are counted
  ./shop walkthrough --measure            every step beside the one before it; half an hour, on a quiet machine
  ./shop walkthrough --measure 4 5        only these
  ./shop walkthrough --compared FILE      from a longer run of ./shop compare --steps 3 4: its compare.json
  ./shop walkthrough --migration FILE...  from runs of ./shop migrate with --load, there and back: each migration.json;
                                          of many, such as those of --rounds, what was in the middle and at most
`;

interface Options {
  measure?: true | number[];
  compared?: string[];
  migration?: string[];
  seed?: number;
}

await new Command('./shop walkthrough')
  .description('Write what each step of the migration changes, costs and buys into docs/walkthrough.')
  .option('--measure [steps...]', 'steps, each beside the one before it; all unless told', parseStep)
  .option('--compared <files...>', 'of ./shop compare --steps: compare.json')
  .option(
    '--migration <files...>',
    'of ./shop migrate: migration.json, with the page of the first beside it for the picture',
  )
  .option('--seed <number>', 'of the customers who are there while it is measured', parseSeed)
  .addHelpText('after', EXAMPLES)
  .action(runOrSay)
  .parseAsync();

async function runOrSay(options: Options): Promise<void> {
  try {
    await run(options);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

async function run({ measure, compared = [], migration = [], seed }: Options): Promise<void> {
  let known = withCode(readMeasured(MEASURED_FILE), await countRunningCode());
  for (const file of compared) known = withComparison(known, readJson(file));
  known = withMigrations(known, migration.map(readJson));
  await writeMeasured(MEASURED_FILE, known);
  if (migration[0] !== undefined)
    await takePicture(path.join(path.dirname(migration[0]), 'index.html'), PICTURE_FILE);
  const missing = measure === undefined ? [] : await measured(measure, seed);
  for (const [file, text] of await pages()) writeFileSync(path.join(PAGES_DIR, file), text);
  console.log(`Written: ${path.relative(process.cwd(), PAGES_DIR)}`);
  for (const words of missing) console.error(`Not taken: ${words}`);
  if (missing.length > 0) process.exitCode = 1;
}

async function measured(chosen: true | number[], seed: number | undefined): Promise<string[]> {
  const stopping = new AbortController();
  const forget = onStopSignals(
    () => stopping.abort(),
    () => process.exit(1),
  );
  try {
    return await measureSteps({
      steps: chosen === true ? steps.map((_, step) => step).slice(1) : chosen,
      ...(seed === undefined ? {} : { seed }),
      file: MEASURED_FILE,
      reports: path.join('reports', 'walkthrough'),
      stopping: stopping.signal,
    });
  } finally {
    forget();
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'holds no JSON' : 'can’t be read';
    throw new Error(`${file} ${why}: ${(error as Error).message}`, { cause: error });
  }
}

function parseStep(text: string, before: number[] | true = []): number[] {
  const step = Number(text);
  if (!/^[1-9]$/.test(text) || step >= steps.length)
    throw new InvalidArgumentError(
      `A step that has one before it is a whole number from 1 to ${steps.length - 1}.`,
    );
  return [...(before === true ? [] : before), step];
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number, 0 or more.');
  return seed;
}
