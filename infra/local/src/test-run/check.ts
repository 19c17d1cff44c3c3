import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { toolEnvironment } from '../config.ts';
import { workspaceFile } from '../workspace.ts';
import { readJestReport, type Totals } from './jest-report.ts';

const DEADLINE_MS = 15 * 60_000;
/** More than so many that fail at once are no accident. */
const MOST_FLAKY_FILES = 3;

/** One command whose exit code says whether something is in order. */
export interface Check {
  title: string;
  command: readonly string[];
  /** Below the workspace's root, which it is by default. */
  folder?: string;
  environment?: Readonly<Record<string, string>>;
  /** The file that Jest leaves its totals in, where the command is a Jest run. */
  jestReport?: string;
}

export interface CheckResult {
  title: string;
  passed: boolean;
  /** Spec files that passed only when they were run once more, below the workspace's root. */
  flakyFiles: readonly string[];
  milliseconds: number;
  totals: Totals | undefined;
  /** Everything it printed, also kept in reports/tests. */
  output: string;
}

/**
 * Runs a check. Spec files of a Jest run that failed, where they are few, are run once more, by themselves: what fails for
 * what is wrong fails again, and what fails for a busy machine is told apart, as flaky.
 * @param onLine told the latest line of output, to show that it moves
 */
export async function runCheck(
  check: Check,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const first = await runOnce(check, onLine, signal);
  const failedFiles = first.totals?.failedFiles ?? [];
  if (first.passed || signal.aborted || failedFiles.length === 0 || failedFiles.length > MOST_FLAKY_FILES)
    return first;
  const again = await runOnce(onlyFiles(check, failedFiles), onLine, signal);
  if (!again.passed) return first;
  return {
    ...first,
    passed: true,
    flakyFiles: failedFiles.map((file) => path.relative(workspaceFile(), file)),
    milliseconds: first.milliseconds + again.milliseconds,
    totals: {
      passed: first.totals!.passed + first.totals!.failed,
      failed: 0,
      failedFiles: [],
    },
  };
}

function onlyFiles(check: Check, files: readonly string[]): Check {
  const title = `${check.title}, once more`;
  const jestReport = jestReportFile(title);
  const command = check.command.map((word) =>
    word === `--outputFile=${check.jestReport}` ? `--outputFile=${jestReport}` : word,
  );
  return { ...check, title, jestReport, command: [...command, '--runTestsByPath', ...files] };
}

async function runOnce(
  check: Check,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  const began = Date.now();
  const [program, ...flags] = check.command;
  const child = execa(program!, flags, {
    cwd: workspaceFile(check.folder ?? ''),
    env: { ...toolEnvironment(), ...check.environment },
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: DEADLINE_MS,
    cancelSignal: signal,
    forceKillAfterDelay: 20_000,
  });
  child.all.setEncoding('utf8');
  child.all.on('data', (text: string) => onLine(text.trim().split('\n').at(-1) ?? ''));
  const result = await child;
  const output = result.all || (result.shortMessage ?? '');
  await writeFile(workspaceFile('reports', 'tests', `${slug(check.title)}.log`), output);
  const totals = check.jestReport === undefined ? undefined : await readJestReport(check.jestReport);
  return {
    title: check.title,
    passed: !result.failed && (totals?.failed ?? 0) === 0,
    flakyFiles: [],
    milliseconds: Date.now() - began,
    totals,
    output,
  };
}

/** A Jest run that leaves its totals where `readJestReport` finds them. */
export function jestReportFile(title: string): string {
  return path.join(workspaceFile('reports', 'tests'), `${slug(title)}.json`);
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
