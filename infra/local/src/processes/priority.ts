import { readFileSync, writeFileSync } from 'node:fs';

/** Of the nice values: a tenth of what others get where processors are short, and all that they leave. */
const YIELDING = 10;
const USUAL = 0;

/**
 * Has a process that leads a session of its own give way to others, with all that it starts, until `asUsual`: to load a
 * program takes a processor for a second, and customers of a shop on the same machine would wait for it.
 *
 * Linux weighs whole sessions against each other (sched(7), autogroup); a nice value counts within its own only. Where it does
 * not, or whoever asks may not take it back, nothing is done.
 */
export function yieldToOthers(pid: number): void {
  prioritise(pid, YIELDING);
}

export function asUsual(pid: number): void {
  prioritise(pid, USUAL);
}

export const maySetPriority = (): boolean => process.getuid?.() === 0 && hasAutogroups();

function prioritise(pid: number, nice: number): void {
  if (!maySetPriority()) return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
  } catch (error) {
    const isGone = ['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code));
    if (!isGone) throw error;
  }
}

function hasAutogroups(): boolean {
  try {
    return readFileSync('/proc/sys/kernel/sched_autogroup_enabled', 'utf8').trim() === '1';
  } catch {
    return false;
  }
}
