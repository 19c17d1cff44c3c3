import { steps } from '@twinshop/topologies';
import { Command, InvalidArgumentError } from 'commander';
import { sheetsOf, type Sheets } from '../diff/sheets.ts';
import { sideBySide } from '../diff/side-by-side.ts';
import { colors } from '../terminal/colors.ts';
import { say } from '../terminal/say.ts';

const HELP = `
What runs, how the monolith is wired, and what the gateway sends where: the step on the left as it was, the one on the
right as it becomes.

Examples:
  ./shop diff 3 4        what changes when payments leave the monolith
  ./shop diff 0 7        the whole way at once
`;

const WIDE = 160;

/** `./shop diff` */
export function diffCommand(): Command {
  return new Command('diff')
    .description('what changes between two steps of the migration')
    .argument('<from>', '0 to 7', parseStep)
    .argument('<to>', '0 to 7', parseStep)
    .addHelpText('after', HELP)
    .action((from: number, to: number) => run(from, to));
}

function run(from: number, to: number): void {
  const [left, right] = [sheetsOf(from), sheetsOf(to)];
  say(`${colors.bold(`Step ${from}`)}: ${steps[from]!.summary}`);
  say(`${colors.bold(`Step ${to}`)}: ${steps[to]!.summary}`);
  for (const name of Object.keys(left) as (keyof Sheets)[]) {
    const shown = sideBySide(left[name], right[name], process.stdout.columns ?? WIDE);
    say(`\n${colors.bold(name)}`);
    say(shown ?? 'No difference.');
  }
}

function parseStep(text: string): number {
  const step = Number(text);
  if (!/^\d+$/.test(text) || steps[step] === undefined)
    throw new InvalidArgumentError(`A step is a whole number from 0 to ${steps.length - 1}.`);
  return step;
}
