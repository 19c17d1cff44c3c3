import { processStat, processTable, treeOf, type ProcessTable } from './process-table.ts';

/** Milliseconds of CPU that a process has used, from /proc; undefined on systems without it. */
export const cpuTime = (pid: number): number | undefined => processStat(pid)?.own;

/**
 * The same with its children, those that live and those that have ended: PostgreSQL's backends, nginx's workers.
 * Zero on systems without /proc.
 */
export const cpuTimeOfTree = (pid: number, table: ProcessTable = processTable()): number =>
  treeOf(pid, table)
    .map((one) => table.get(one)!)
    .reduce((sum, { own, reaped }) => sum + own + reaped, 0);
