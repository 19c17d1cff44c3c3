import { writeFile } from 'node:fs/promises';
import {
  importCatalogue,
  importReportText,
  progressBar,
  targetOf,
  type TargetOptions,
} from '@twinshop/retail-history';
import { Command } from 'commander';
import { config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { readRunningShop } from '../running-shop.ts';

const HELP = `
FILES are .csv or .csv.gz files with the columns of the UCI "Online Retail" data set, or folders of such files:
  InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country

One product is made of each stock code: its commonest description, its median price, a department from its
description. Lines that sell no product are refused by named rules and counted. A malformed file is refused before
anything is sent. Importing again is harmless: products that are there stay as they are.

Examples:
  ./shop import history/                       every month in a folder, into the running shop
  ./shop import 2010-12.csv.gz 2011-01.csv.gz
`;

type Options = TargetOptions & { home?: string; report?: string };

/** `./shop import FILES…`: exits with 1 when a file or the shop refuses. */
export function importCommand(): Command {
  return new Command('import')
    .description("make a real shop's catalogue from its invoice lines")
    .argument('[files...]', 'invoice lines: .csv, .csv.gz, or folders of them')
    .option('--base-url <url>', 'another shop than the running one')
    .option('--admin-email <email>', 'its administrator')
    .option('--admin-password <password>', "its administrator's password")
    .option('--report <file>', 'also write the report as JSON')
    .addHelpText('after', HELP)
    .action((files: string[], _options: Options, command: Command) =>
      run(files, command.optsWithGlobals<Options>()),
    );
}

async function run(files: string[], options: Options): Promise<void> {
  if (files.length === 0)
    throw new Refusal(
      'Import what? Name .csv or .csv.gz files of invoice lines, or folders of them: ./shop import history/',
    );
  const target = targetOf(options, readRunningShop(options.home ?? config.home));
  if ('problem' in target) throw new Refusal(target.problem);
  const bar = progressBar();
  const result = await importCatalogue({ files, ...target, onProgress: bar.onProgress }).finally(bar.stop);
  if (!result.ok) throw new Refusal(result.refusal.message);
  console.log(importReportText(result.report));
  if (options.report) await writeFile(options.report, `${JSON.stringify(result.report, null, 2)}\n`);
  if (result.report.refused.length > 0) process.exitCode = 1;
}
