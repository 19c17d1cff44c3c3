import { writeFile } from 'node:fs/promises';
import { readRunningShop } from '@twinshop/local';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Listr, PRESET_TIMER } from 'listr2';
import { violationsIn, type CheckReport } from './check-report.ts';
import { check, type CheckOptions } from './check.ts';
import { readHistory } from './history/history-file.ts';
import { printedReport } from './print-report.ts';
import type { ShopToRead } from './reading/variant.ts';
import { shopInDocker, type FoundShop } from './shop-in-docker.ts';

const HELP = `
It waits until the shop has come to rest, then reads its databases, its queues and the payment provider's ledger: never
the shop's own opinion. Leave it alone meanwhile: an order that is placed just then looks like half of one. What has not
come to its end in time is a violation, too. Exits with 0 when everything holds, else with 1.

--history is what clients asked for and were told, as a drill leaves it: without one, an order that was accepted and is
gone leaves no trace but in the ledger and the stock.

Examples:
  ./shop check                           the running shop, of either variant
  ./shop check --within 300              after an outage that left much to do
  ./shop check --json check.json         and every violation, for programs
  ./shop check --no-rebuild              leave the projection of recommendations as it is
  ./shop check --docker                  the shop that ./shop up --docker runs
`;

interface Options {
  home?: string;
  within: number;
  json?: string;
  history?: string;
  rebuild: boolean;
  docker?: string;
}

await new Command('./shop check')
  .description(
    'Holds a shop against everything that must be true of it: orders, money, stock, messages, recommendations.',
  )
  .option('--home <folder>', 'where the shop keeps its data (SHOP_HOME, by default .shop)')
  .option('--within <seconds>', 'that everything has to come to its end', seconds, 60)
  .option('--json <file>', 'also write the report as JSON')
  .option('--history <file>', 'what clients saw, as JSON')
  .option('--no-rebuild', "don't rebuild the projection, to compare it")
  .addOption(
    new Option('--docker [project]', 'the shop in containers, of this Compose project').preset('twinshop'),
  )
  .addHelpText('after', HELP)
  .action(run)
  .parseAsync();

async function run({ home, within, json, history: file, rebuild, docker }: Options): Promise<void> {
  const read = file === undefined ? { history: undefined } : await readHistory(file);
  if ('problem' in read) return refuse(read.problem);
  const found = docker === undefined ? runningShop(home) : await shopInDocker(docker);
  if ('problem' in found) return refuse(found.problem);
  const { shop, leave } = found;
  try {
    const report = await showing(shop, { history: read.history, drainWithinMs: within * 1000, rebuild });
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(`${printedReport(report)}\n`);
    if (violationsIn(report).length > 0) process.exitCode = 1;
  } catch (error) {
    refuse(`There is no verdict: ${(error as Error).message}\nWhat runs: ./shop status`);
  } finally {
    await leave();
  }
}

function runningShop(home: string | undefined): FoundShop | { problem: string } {
  const shop = readRunningShop(home);
  if (shop === undefined)
    return { problem: 'No shop is running here. Start one: ./shop up (another folder: --home)' };
  return { shop, leave: async () => undefined };
}

/** Shows what is going on: one line that moves on a terminal, a line for each change elsewhere. */
async function showing(shop: ShopToRead, options: CheckOptions): Promise<CheckReport> {
  const list = new Listr<{ report?: CheckReport }>(
    [
      {
        title: `Checking the ${shop.variant}`,
        task: async (context, task) => {
          context.report = await check(shop, { ...options, onProgress: (says) => (task.output = says) });
        },
      },
    ],
    {
      fallbackRendererCondition: () => !process.stdout.isTTY,
      rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    },
  );
  return (await list.run({})).report!;
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 86_400)
    throw new InvalidArgumentError('It must be a whole number of seconds, from 0 to a day.');
  return value;
}
