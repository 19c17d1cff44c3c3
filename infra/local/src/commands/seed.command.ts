import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { readRunningShop } from '../running-shop.ts';
import { fillCatalogue } from '@twinshop/setup';
import { say } from '../terminal/say.ts';
import { parseCount } from './options.ts';

const HELP = `
The products are the same on every machine. Those that are there stay, so that seeding again adds what is missing.

Examples:
  ./shop seed --products 5000
  ./shop seed --products 1000000    a million, by COPY
`;

interface Options {
  products: number;
  home?: string;
}

/** `./shop seed`: needs a running shop. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('fill the running shop with generated products')
    .option('--products <count>', 'how many there shall be', parseCount, 1_000)
    .addHelpText('after', HELP)
    .action((_options: Options, command: Command) => run(command.optsWithGlobals<Options>()));
}

async function run({ products, home }: Options): Promise<void> {
  const shop = readRunningShop(home ?? config.home);
  if (!shop) throw new Refusal('No shop is running. Start one first, in another terminal: ./shop up');
  const bar = new SingleBar({
    format: 'products {bar} {percentage}% | {value} of {total} | {duration_formatted}',
    noTTYOutput: true,
    notTTYSchedule: 5_000,
  });
  bar.start(products, 0);
  const added = await fillCatalogue(shop.databases.catalog, products, ({ done }) => bar.update(done)).finally(
    () => bar.stop(),
  );
  say(`Added ${added.toLocaleString('en')} products; ${(products - added).toLocaleString('en')} were there.`);
}
