import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends a child process by one signal after the other until it has ended.
 * @param exited settles when it has
 * @param steps signals, each with the milliseconds that it is given
 */
export async function endChild(
  child: ChildProcess,
  exited: Promise<unknown>,
  steps: readonly (readonly [signal: NodeJS.Signals, patienceMs: number])[],
): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    if (hasEnded(child)) return;
    child.kill(signal);
    await Promise.race([exited, delay(patienceMs, undefined, { ref: false })]);
  }
}

export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
