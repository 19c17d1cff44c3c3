import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess } from './process-identity.ts';

const POLL_MS = 25;

/**
 * Ends a process that is no child of ours: asks, then takes. Does nothing where the number is somebody else's by now.
 * @param patienceMs between the asking and the taking
 * @returns whether there was anything to end
 */
export async function endProcess(pid: number, identity: string, patienceMs: number): Promise<boolean> {
  if (!isSameProcess(pid, identity)) return false;
  for (const [signal, patience] of [
    ['SIGTERM', patienceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    process.kill(pid, signal);
    if (await hasEnded(pid, identity, patience)) break;
  }
  return true;
}

export async function hasEnded(pid: number, identity: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isSameProcess(pid, identity)) {
    if (Date.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
