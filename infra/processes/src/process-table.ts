import { readdirSync, readFileSync } from 'node:fs';

/** Of what the kernel counts in `/proc/<pid>/stat`: the same on every Linux that Node runs on. */
const TICK_MS = 10;

/** A process as `/proc/<pid>/stat` tells it. */
export interface ProcessStat {
  parent: number;
  /** Milliseconds of CPU, of its own threads. */
  own: number;
  /** Milliseconds of CPU, of children that have ended and been waited for. */
  reaped: number;
  /** In ticks since the machine's start: tells it from a later one with the same number. */
  startedAt: number;
}

/** @param text of `/proc/<pid>/stat` */
export function parseProcessStat(text: string): ProcessStat {
  // The name, in parentheses, may itself hold spaces and parentheses.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return {
    parent: fields[1]!,
    own: (fields[11]! + fields[12]!) * TICK_MS,
    reaped: (fields[13]! + fields[14]!) * TICK_MS,
    startedAt: fields[19]!,
  };
}

/** Undefined when there is no such process, or no /proc. */
export function processStat(pid: number): ProcessStat | undefined {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

export type ProcessTable = ReadonlyMap<number, ProcessStat>;

/** Everything that runs, by its number; empty on systems without /proc. */
export function processTable(): ProcessTable {
  const table = new Map<number, ProcessStat>();
  for (const pid of processIds()) {
    const stat = processStat(pid);
    if (stat !== undefined) table.set(pid, stat);
  }
  return table;
}

/** A process, its children, and theirs; nothing where it is gone. */
export function treeOf(pid: number, table: ProcessTable): number[] {
  if (!table.has(pid)) return [];
  const found = [pid];
  for (const one of found) for (const [child, { parent }] of table) if (parent === one) found.push(child);
  return found;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
