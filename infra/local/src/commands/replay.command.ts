import { writeFile } from 'node:fs/promises';
import {
  progressBar,
  replayHistory,
  replayReportText,
  targetOf,
  type Speed,
  type TargetOptions,
} from '@twinshop/retail-history';
import { Command, InvalidArgumentError } from 'commander';
import { config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { readRunningShop } from '../running-shop.ts';

const HELP = `
FILES are those of ./shop import, which comes first: .csv or .csv.gz files with the columns of the UCI "Online Retail"
data set, or folders of such files:
  InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country

Each invoice is placed as an order of its customer through the public API, in the order of time. What can't be an
order is refused by named rules and counted. At the end the file, the shop and the payment provider's ledger are held
against each other; anything that does not agree is named, and the exit code is 1. An interrupted replay resumes with
the same command: nothing is placed twice.

Examples:
  ./shop replay history/                       as fast as it goes
  ./shop replay history/ --speed 3600          an hour of the history in a second
  ./shop replay 2010-12.csv.gz --limit 500     the first 500 orders
`;

type Options = TargetOptions & {
  home?: string;
  report?: string;
  speed: Speed;
  concurrency: number;
  limit?: number;
};

/** `./shop replay FILES…`: exits with 1 when anything is refused as a whole or does not agree. */
export function replayCommand(): Command {
  return new Command('replay')
    .description("place a real shop's invoices as orders, and check that all sums agree")
    .argument('[files...]', 'invoice lines: .csv, .csv.gz, or folders of them')
    .option('--speed <times>', 'seconds of the history in a second, or max', speed, 'max')
    .option('--concurrency <n>', 'orders under way at a time', wholeNumber, 16)
    .option('--limit <n>', 'place the first n orders only', wholeNumber)
    .option('--base-url <url>', 'another shop than the running one')
    .option('--admin-email <email>', 'its administrator')
    .option(
      '--admin-password <password>',
      "its administrator's password; the customers' passwords follow from it",
    )
    .option('--provider-url <url>', 'its payment provider, to check the ledger')
    .option('--report <file>', 'also write the report as JSON')
    .addHelpText('after', HELP)
    .action((files: string[], _options: Options, command: Command) =>
      run(files, command.optsWithGlobals<Options>()),
    );
}

async function run(files: string[], options: Options): Promise<void> {
  if (files.length === 0)
    throw new Refusal(
      'Replay what? Name .csv or .csv.gz files of invoice lines, or folders of them: ./shop replay history/',
    );
  const target = targetOf(options, readRunningShop(options.home ?? config.home));
  if ('problem' in target) throw new Refusal(target.problem);
  const { speed, concurrency, limit } = options;
  const bar = progressBar();
  process.once('SIGINT', () => {
    bar.stop();
    console.error('\nreplay: interrupted; the same command goes on where this one stopped');
    process.exit(130);
  });
  const result = await replayHistory({
    files,
    ...target,
    speed,
    concurrency,
    ...(limit === undefined ? {} : { limit }),
    onProgress: bar.onProgress,
  }).finally(bar.stop);
  if (!result.ok) throw new Refusal(`${result.refusal.message}${adviceOn(result.refusal.code)}`);
  console.log(replayReportText(result.report));
  if (options.report) await writeFile(options.report, `${JSON.stringify(result.report, null, 2)}\n`);
  if (result.report.disagreements.length > 0) process.exitCode = 1;
}

function adviceOn(code: string): string {
  return code === 'shop_unreachable'
    ? '\nThe same command goes on where this one stopped: nothing is placed twice.'
    : '';
}

function speed(text: string): Speed {
  const times = Number(text);
  if (text === 'max') return text;
  if (times > 0 && Number.isFinite(times)) return times;
  throw new InvalidArgumentError('It must be max or a number above nought, such as 3600.');
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
