import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { identifyProcess, isSameProcess } from '../processes/process-identity.ts';

const account = z.object({ email: z.string(), password: z.string() });

const processRecord = z.object({
  name: z.string(),
  pid: z.int(),
  /** Tells this process from a later one with the same number. */
  identity: z.string(),
  startedAt: z.string(),
  /** Its public base URL, where it has one. */
  url: z.string().optional(),
  /** Its internal one: health and metrics. */
  opsUrl: z.string().optional(),
  /** Where it says whether it is ready: by HTTP, or in its own protocol. */
  readyUrl: z.string(),
  log: z.string(),
});

const runRecord = z.object({
  state: z.enum(['starting', 'running']),
  runnerPid: z.int(),
  runnerIdentity: z.string(),
  variant: z.string(),
  startedAt: z.string(),
  publicUrl: z.string(),
  providerUrl: z.string(),
  /** Connects to the database of a module; several modules may share one. */
  databases: z.object({ catalog: z.string(), order: z.string(), payment: z.string() }),
  redisUrl: z.string().optional(),
  /** The Unix socket where the runner takes orders, where it does. */
  controlSocket: z.string().optional(),
  processes: z.array(processRecord),
  admin: account,
  customer: account,
});

export type ProcessRecord = z.infer<typeof processRecord>;
export type RunRecord = z.infer<typeof runRecord>;

/** What the last run wrote down, whether it still lives or not; undefined when there is nothing legible. */
export function readRunFile(file: string): RunRecord | undefined {
  try {
    return runRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

export function runnerLives(record: RunRecord): boolean {
  return isSameProcess(record.runnerPid, record.runnerIdentity);
}

/** Makes the file only where there is none, whole at once. False when another run was faster. */
export function claimRunFile(file: string, record: RunRecord): boolean {
  const draft = writeDraft(file, record);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function writeRunFile(file: string, record: RunRecord): void {
  renameSync(writeDraft(file, record), file);
}

function writeDraft(file: string, record: RunRecord): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  return draft;
}

export function ownIdentity(): string {
  return identifyProcess(process.pid) ?? '';
}
