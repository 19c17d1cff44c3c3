import { Command, InvalidArgumentError, Option } from 'commander';
import { againstBare } from './against-bare.ts';
import { barsOf, inWords, isMissed } from './bars.ts';
import { atScale } from './at-scale.ts';
import { betweenArchitectures } from './between-architectures.ts';
import { printed, write, type Report } from './report.ts';
import { changesSince, keep, readKept } from './since.ts';

const EXAMPLES = `
Examples:
  ./shop bench                                   beside the bare limit, and the services beside the monolith; four minutes
  ./shop bench --rounds 9 --seconds 5            longer, steadier
  ./shop bench --only services                   only the services beside the monolith
  ./shop bench --scale 1000000                   and what a million products cost
  ./shop bench --scale 1000000 --only scale      that alone

Exits with 1 where a figure misses its bar.
`;

/** What the page in the documentation was written from. */
const KEPT = 'docs/benchmark.json';

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
  only?: 'bare' | 'services' | 'scale';
  page?: string;
}

const run = async ({ scale, only, page, ...sizes }: Options): Promise<void> => {
  const wanted = (part: Options['only']): boolean => only === undefined || only === part;
  const report: Report = {
    againstBare: wanted('bare') ? await againstBare(sizes, say) : [],
    betweenArchitectures: wanted('services') ? await betweenArchitectures(sizes, say) : undefined,
    atScale: scale !== undefined && wanted('scale') ? await atScale(scale, sizes, say) : undefined,
  };
  const file = await write(report, 'reports/bench', page);
  console.log(printed(report));
  const earlier = readKept(KEPT);
  const changes = earlier && changesSince(earlier, report);
  if (changes !== undefined) console.log(`\n${changes}`);
  if (page !== undefined) await keep(page.replace(/\.md$/, '.json'), report);
  say(`Written to ${file}${page === undefined ? '' : ` and ${page}`}`);
  for (const bar of barsOf(report).filter(isMissed)) {
    say(`Missed: ${inWords(bar)}`);
    process.exitCode = 1;
  }
};

await new Command('./shop bench')
  .description(
    'Measures the shop beside the bare limit (the same answers from node:http and pg alone), and the services beside the monolith.',
  )
  .option('--rounds <n>', 'alternations of shop and bare', count, 5)
  .option('--seconds <n>', 'of each run in a round', count, 3)
  .option('--connections <n>', 'at once', count, 32)
  .option('--scale <products>', 'also compare a catalogue of so many products with one of 1,000', count)
  .addOption(new Option('--only <part>', 'nothing but one part').choices(['bare', 'services', 'scale']))
  .option('--page <file>', 'also write the figures as a Markdown page')
  .addHelpText('after', EXAMPLES)
  .action(run)
  .parseAsync();
