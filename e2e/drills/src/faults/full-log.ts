import { stat } from 'node:fs/promises';
import { execa } from 'execa';
import type { Heal, Stage } from './stage.ts';

/**
 * As on a full disk, every write to the log is refused from now on, because no file of this process may grow beyond where
 * its log is: a limit that is set from outside (`prlimit`, Linux), and taken back.
 */
export async function fillLog({ shop }: Stage, process: string): Promise<Heal> {
  const { pid, log } = shop.processes.find(({ name }) => name === process)!;
  const { size } = await stat(log);
  await limit(pid, String(size));
  return () => limit(pid, 'unlimited');
}

async function limit(pid: number, bytes: string): Promise<void> {
  await execa('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}
