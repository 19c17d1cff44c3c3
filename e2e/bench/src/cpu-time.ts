import { readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Milliseconds of CPU that a process has used, from /proc; undefined on systems without it. */
export const cpuTime = (pid: number): number | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return undefined;
  }
};
