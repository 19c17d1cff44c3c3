import { Command, InvalidArgumentError } from 'commander';
import { againstBare } from './against-bare.ts';
import { atScale } from './at-scale.ts';
import { printed, write, type Report } from './report.ts';

const EXAMPLES = `
Examples:
  npm run bench                                    the shop beside node:http and pg, about two minutes
  npm run bench -- --rounds 9 --seconds 5          longer, steadier
  npm run bench -- --scale 1000000                 and what a million products cost
  npm run bench -- --scale 1000000 --only-scale    that alone
`;

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('A whole number from 1 is needed.');
  return value;
};

const say = (words: string): void => {
  process.stderr.write(`${words}\n`);
};

interface Options {
  rounds: number;
  seconds: number;
  connections: number;
  scale?: number;
  onlyScale?: boolean;
  page?: string;
}

const run = async ({ scale, onlyScale, page, ...sizes }: Options): Promise<void> => {
  const report: Report = {
    againstBare: onlyScale ? [] : await againstBare(sizes, say),
    atScale: scale === undefined ? undefined : await atScale(scale, sizes, say),
  };
  const file = await write(report, 'reports/bench', page);
  console.log(printed(report));
  say(`Written to ${file}${page === undefined ? '' : ` and ${page}`}`);
};

await new Command('bench')
  .description('Measures the shop beside the bare limit: the same answers from node:http and pg alone.')
  .option('--rounds <n>', 'alternations of shop and bare', count, 5)
  .option('--seconds <n>', 'of each run in a round', count, 3)
  .option('--connections <n>', 'at once', count, 32)
  .option('--scale <products>', 'also compare a catalogue of so many products with one of 1,000', count)
  .option('--only-scale', 'nothing but that')
  .option('--page <file>', 'also write the figures as a Markdown page')
  .addHelpText('after', EXAMPLES)
  .action(run)
  .parseAsync();
