import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

interface Stat {
  parent: number;
  /** milliseconds, of its own threads */
  own: number;
  /** milliseconds, of children that have ended and been waited for */
  reaped: number;
}

const statOf = (pid: number): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      parent: fields[1]!,
      own: (fields[11]! + fields[12]!) * TICK_MS,
      reaped: (fields[13]! + fields[14]!) * TICK_MS,
    };
  } catch {
    return undefined;
  }
};

/** Milliseconds of CPU that a process has used, from /proc; undefined on systems without it. */
export const cpuTime = (pid: number): number | undefined => statOf(pid)?.own;

/**
 * The same with its children, those that live and those that have ended: PostgreSQL's backends, nginx's workers.
 * Zero on systems without /proc.
 */
export const cpuTimeOfTree = (pid: number): number => {
  const stat = statOf(pid);
  if (stat === undefined) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => statOf(child)?.parent === pid);
  return stat.own + stat.reaped + children.reduce((sum, child) => sum + cpuTimeOfTree(child), 0);
};
