import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The memory that a process and those it has started hold, in bytes; undefined when it is gone. What several share, such
 * as PostgreSQL's buffers, is counted once, in shares (PSS), where the system tells; else for each (RSS).
 */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return residentByPs(pid);
  const own = proportional(pid);
  if (own === undefined) return undefined;
  return descendantsOf(pid).reduce((sum, child) => sum + (proportional(child) ?? 0), own);
}

function proportional(pid: number): number | undefined {
  return (
    kibibytes(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB$/m) ??
    kibibytes(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m)
  );
}

function kibibytes(file: string, line: RegExp): number | undefined {
  try {
    const found = line.exec(readFileSync(file, 'utf8'))?.[1];
    return found === undefined ? undefined : Number(found) * 1024;
  } catch {
    return undefined;
  }
}

function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      continue;
    }
  }
  const found = [pid];
  for (const one of found)
    found.push(...[...parents].flatMap(([child, parent]) => (parent === one ? [child] : [])));
  return found.slice(1);
}

function residentByPs(pid: number): number | undefined {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    return undefined;
  }
}
