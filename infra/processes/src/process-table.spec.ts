import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { cpuTimeOfTree, parseProcessStat, processTable, treeOf, type ProcessTable } from './index.ts';

const stat = (parent: number, own = 0, reaped = 0) => ({ parent, own, reaped, startedAt: 1 });

describe('a process as the system tells it', () => {
  it('has its parent, its time and that of the children it has buried, and when it started', () => {
    const text =
      '42 (odd) name) (x) S 7 42 42 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 11 0 987654 1000000 200 184467440';
    expect(parseProcessStat(text)).toEqual({ parent: 7, own: 150, reaped: 450, startedAt: 987_654 });
  });

  it('counts with all that descends from it, and with nobody else', () => {
    const table: ProcessTable = new Map([
      [1, stat(0, 1_000)],
      [10, stat(1, 20, 5)],
      [11, stat(10, 30)],
      [12, stat(11, 40)],
      [13, stat(1, 500)],
    ]);
    expect(treeOf(10, table)).toEqual([10, 11, 12]);
    expect(cpuTimeOfTree(10, table)).toBe(95);
    expect(cpuTimeOfTree(99, table)).toBe(0);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('is found below who has started it', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    expect(treeOf(process.pid, processTable())).toContain(child.pid);
    const exited = once(child, 'exit');
    child.stdin.end();
    await exited;
    expect(treeOf(child.pid!, processTable())).toEqual([]);
  });
});
