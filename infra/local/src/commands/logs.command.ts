import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { config } from '../config.ts';
import { shopHome } from '../home/shop-home.ts';
import { Refusal } from '../refusal.ts';
import { followLog, lastLinesOf } from '../terminal/log-file.ts';
import { colors } from '../terminal/colors.ts';

const HELP = `
Examples:
  ./shop logs                    the last lines of every process
  ./shop logs monolith -n 100    the last 100 of one
  ./shop logs -f                 and what comes, until Ctrl-C
`;

interface Options {
  follow?: true;
  lines: number;
  home?: string;
}

/** `./shop logs`: also of a run that has ended. */
export function logsCommand(): Command {
  return new Command('logs')
    .description('what the processes have written')
    .argument('[process]', 'only of this one')
    .option('-f, --follow', 'go on with what comes')
    .option('-n, --lines <count>', 'how many lines to begin with', parseLines, 20)
    .addHelpText('after', HELP)
    .action((name: string | undefined, _options: Options, command: Command) =>
      run(name, command.optsWithGlobals<Options>()),
    );
}

async function run(name: string | undefined, options: Options): Promise<void> {
  const { logs } = shopHome(options.home ?? config.home);
  const known = existsSync(logs) ? readdirSync(logs).filter((file) => file.endsWith('.log')) : [];
  const names = known.map((file) => path.basename(file, '.log')).sort();
  if (name !== undefined && !names.includes(name))
    throw new Refusal(`There is no log of "${name}". There are: ${names.join(', ') || 'none yet'}.`);
  if (names.length === 0) throw new Refusal('There are no logs yet. Start a shop: ./shop up');

  const chosen = name === undefined ? names : [name];
  const width = Math.max(...chosen.map((each) => each.length));
  await Promise.all(
    chosen.map(async (each) => {
      const prefix = chosen.length > 1 ? `${colors.dim(each.padEnd(width))}  ` : '';
      const print = (line: string): boolean => process.stdout.write(`${prefix}${line}\n`);
      const file = path.join(logs, `${each}.log`);
      const { lines, end } = await lastLinesOf(file, options.lines);
      for (const line of lines) print(line);
      if (options.follow) await followLog(file, end, print);
    }),
  );
}

function parseLines(text: string): number {
  const lines = Number(text);
  if (!Number.isInteger(lines) || lines < 0) throw new InvalidArgumentError('It is a whole number.');
  return lines;
}
