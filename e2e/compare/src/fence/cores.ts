import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ANSWERED_WITHIN_MS = 10_000;

/** More than one generator can keep busy. */
const MOST_SHOP_CORES = 4;

/** Which cores a shop has, and which one the load comes from. */
export interface Cores {
  shop: readonly number[];
  load: number;
}

/**
 * The last core for the load, those before it for the shop.
 * @param usable by number
 * @param wanted by the shop; as many as there are, up to four, unless told
 * @returns undefined where there are not enough to keep the two apart
 */
export function divideCores(usable: readonly number[], wanted?: number): Cores | undefined {
  const count = wanted ?? Math.min(usable.length - 1, MOST_SHOP_CORES);
  if (usable.length < 2 || count > usable.length - 1) return undefined;
  return { shop: usable.slice(0, count), load: usable.at(-1)! };
}

/** Cores that this process may run on, or undefined where it can’t be told which one it is to run on. */
export function usableCores(): number[] | undefined {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (list === undefined) return undefined;
    const cores = parseCoreList(list);
    execFileSync('taskset', ['--cpu-list', String(cores[0]), 'true'], { timeout: ANSWERED_WITHIN_MS });
    return cores;
  } catch {
    return undefined;
  }
}

/** @param list as the kernel writes it: `0-2,5` */
export function parseCoreList(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** Goes before a command, so that it and what it starts runs on these cores alone. */
export const onCores = (cores: readonly number[]): string[] => ['taskset', '--cpu-list', cores.join(',')];

/** Moves a process with all its threads to a core. */
export function moveToCore(pid: number, core: number): void {
  execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', String(core), String(pid)], {
    timeout: ANSWERED_WITHIN_MS,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
