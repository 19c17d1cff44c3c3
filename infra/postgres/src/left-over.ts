import { execFileSync } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends the server that still runs on this data because whoever started it was killed, and removes a `postmaster.pid`
 * that names no such server: PostgreSQL would refuse to start where its number now belongs to another program.
 */
export async function stopLeftOver(data: string): Promise<void> {
  const lock = path.join(data, 'postmaster.pid');
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    const deadline = Date.now() + patienceMs;
    if (!(await servesData(pid, data))) break;
    process.kill(pid, signal);
    while (Date.now() < deadline && (await servesData(pid, data))) await delay(50);
  }
  await rm(lock, { force: true });
}

/** A server works inside its data folder; where there is no /proc, its command line names it. */
async function servesData(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return cwd === (await realpath(data));
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}
