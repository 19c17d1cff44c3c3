import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { StartedShop } from '@twinshop/local';
import { execa } from 'execa';
import type { Heal } from './stage.ts';

/**
 * As on a full disk, every write to the log is refused from now on, because no file of this process may grow beyond where
 * its log is: a limit that is set from outside (`prlimit`, Linux), and taken back.
 */
export async function fillLog(shop: StartedShop, process: string): Promise<Heal> {
  const { pid, log } = shop.processes.find(({ name }) => name === process)!;
  const { size } = await stat(log);
  await limit(pid, String(size));
  return async () => {
    // Who has ended has no limit any more; that it has is for the judges.
    if (existsSync(`/proc/${pid}`)) await limit(pid, 'unlimited');
  };
}

async function limit(pid: number, bytes: string): Promise<void> {
  await execa('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}
