import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { asUsual, yieldToOthers } from '../src/processes/priority.ts';

/** One that starts another, and stays. */
const PARENT = `
  require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1_000)']);
  setInterval(() => undefined, 1_000);
`;

describe('a process that yields to others', () => {
  let parent: ChildProcess;

  beforeEach(async () => {
    parent = spawn(process.execPath, ['--eval', PARENT], { detached: true });
    await once(parent, 'spawn');
  });
  afterEach(() => {
    if (parent.exitCode === null && parent.signalCode === null) process.kill(-parent.pid!, 'SIGKILL');
    asUsual(parent.pid!);
  });

  const groupsOf = (pid: number): string => readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  const childOf = (pid: number): Promise<number> =>
    eventually(
      () => {
        const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
        if (!child) throw new Error('it has none');
        return Number(child);
      },
      { describe: 'it has started another' },
    );

  it('does so with all that it starts, and alone, until it is as usual again', async () => {
    if (!yieldToOthers(parent.pid!)) return;
    const child = await childOf(parent.pid!);
    expect(groupsOf(parent.pid!)).toContain(`twinshop-yielding-${parent.pid}`);
    expect(groupsOf(child)).toBe(groupsOf(parent.pid!));
    expect(groupsOf(process.pid)).not.toContain('twinshop-yielding');
    asUsual(parent.pid!);
    expect(groupsOf(parent.pid!)).toBe(groupsOf(process.pid));
    expect(groupsOf(child)).toBe(groupsOf(process.pid));
  });

  it('leaves no group behind, also where it has ended by then', async () => {
    const groups = (): string[] =>
      ['/sys/fs/cgroup', '/sys/fs/cgroup/cpu'].flatMap((tree) => {
        try {
          return readdirSync(tree).filter((name) => name === `twinshop-yielding-${parent.pid}`);
        } catch {
          return [];
        }
      });
    yieldToOthers(parent.pid!);
    await childOf(parent.pid!);
    process.kill(-parent.pid!, 'SIGKILL');
    await once(parent, 'exit');
    await eventually(
      () => {
        asUsual(parent.pid!);
        expect(groups()).toEqual([]);
      },
      { describe: 'its group is gone' },
    );
  });
});
