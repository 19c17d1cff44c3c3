import { Command } from 'commander';
import { config } from '../config.ts';
import { readRunFile, runnerLives, type ProcessRecord, type RunRecord } from '../home/run-file.ts';
import { shopHome } from '../home/shop-home.ts';
import { isHealthy } from '../processes/health.ts';
import { memoryOf } from '../processes/memory.ts';
import { isSameProcess } from '../processes/process-identity.ts';
import { say } from '../terminal/say.ts';
import { rowsTable } from '../terminal/table.ts';
import { colors } from '../terminal/colors.ts';

const HELP = `
Exits with 0 when the shop is up and every process is healthy, else with 1. Memory that processes share is counted once.

Examples:
  ./shop status
  ./shop status --json | jq '.processes[] | {name, health}'
`;

type Health = 'ready' | 'not ready' | 'down';

interface ProcessStatus {
  name: string;
  pid: number;
  health: Health;
  uptimeSeconds: number;
  memoryBytes: number | undefined;
  url: string | undefined;
  /** Where its health and metrics are. */
  opsUrl: string | undefined;
}

interface Options {
  json?: true;
  home?: string;
}

/** `./shop status` */
export function statusCommand(): Command {
  return new Command('status')
    .description('what runs, and how it is')
    .option('--json', 'for programs')
    .addHelpText('after', HELP)
    .action((_options: Options, command: Command) => run(command.optsWithGlobals<Options>()));
}

async function run(options: Options): Promise<void> {
  const record = readRunFile(shopHome(options.home ?? config.home).runFile);
  if (!record) {
    process.exitCode = 1;
    say(
      options.json
        ? JSON.stringify({ state: 'down', processes: [] })
        : 'No shop is running. Start one: ./shop up',
    );
    return;
  }
  const state = runnerLives(record) ? record.state : 'killed';
  const processes = await Promise.all(record.processes.map((entry) => statusOf(entry)));
  const memoryBytes = processes.reduce((sum, each) => sum + (each.memoryBytes ?? 0), 0);
  if (state !== 'running' || processes.some(({ health }) => health !== 'ready')) process.exitCode = 1;
  if (options.json) {
    const { variant, startedAt, publicUrl, runnerPid } = record;
    const facts = { state, variant, startedAt, publicUrl, runnerPid, memoryBytes, processes };
    say(JSON.stringify(facts, null, 2));
    return;
  }
  say(headline(state, record));
  const total = ['all', '', '', '', megabytes(memoryBytes), '', ''];
  say(
    rowsTable(
      ['process', 'pid', 'health', 'up', 'memory', 'address', 'health and metrics'],
      [...processes.map(row), total],
    ),
  );
}

async function statusOf(entry: ProcessRecord): Promise<ProcessStatus> {
  const { name, pid, identity, startedAt, url, opsUrl, readyUrl } = entry;
  const alive = isSameProcess(pid, identity);
  const ready = alive && (await isHealthy(readyUrl));
  return {
    name,
    pid,
    health: ready ? 'ready' : alive ? 'not ready' : 'down',
    uptimeSeconds: alive ? Math.round((Date.now() - Date.parse(startedAt)) / 1000) : 0,
    memoryBytes: alive ? memoryOf(pid) : undefined,
    url,
    opsUrl,
  };
}

function headline(state: string, { variant, publicUrl, runnerPid }: RunRecord): string {
  switch (state) {
    case 'running':
      return `The shop (${variant}) runs on ${colors.cyan(publicUrl)} (process ${runnerPid}).`;
    case 'starting':
      return `The shop (${variant}) is starting (process ${runnerPid}).`;
    default:
      return `The last run was killed; this is what it left. ./shop down ends it, and so does the next ./shop up.`;
  }
}

function row({ name, pid, health, uptimeSeconds, memoryBytes, url, opsUrl }: ProcessStatus): string[] {
  const shown = health === 'ready' ? colors.green(health) : colors.red(health);
  return [
    name,
    String(pid),
    shown,
    duration(uptimeSeconds),
    memoryBytes === undefined ? '' : megabytes(memoryBytes),
    url ?? '',
    opsUrl ?? '',
  ];
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
