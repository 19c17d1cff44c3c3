import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { placesFor } from '@twinshop/processes';
import { eventually } from '@twinshop/testing';
import { asUsual, yieldToOthers } from '../src/processes/priority.ts';

/** One that starts another, and stays. */
const PARENT = `
  require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1_000)']);
  setInterval(() => undefined, 1_000);
`;

/** Not everybody may, and not everywhere. */
const whereAllowed = mayYield() ? it : it.skip;

function mayYield(): boolean {
  const { pid } = spawn('sleep', ['1'], { detached: true });
  const does = yieldToOthers(pid!);
  asUsual(pid!);
  return does;
}

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

  whereAllowed('does so with all that it starts, and alone, until it is as usual again', async () => {
    expect(yieldToOthers(parent.pid!)).toBe(true);
    const child = await childOf(parent.pid!);
    expect(groupsOf(parent.pid!)).toContain(`twinshop-yielding-${parent.pid}`);
    expect(groupsOf(child)).toBe(groupsOf(parent.pid!));
    expect(groupsOf(process.pid)).not.toContain('twinshop-yielding');
    asUsual(parent.pid!);
    expect(groupsOf(parent.pid!)).toBe(groupsOf(process.pid));
    expect(groupsOf(child)).toBe(groupsOf(process.pid));
  });

  whereAllowed('leaves no group behind', async () => {
    yieldToOthers(parent.pid!);
    await childOf(parent.pid!);
    const [place] = placesFor(readFileSync('/proc/self/mountinfo', 'utf8'), groupsOf(process.pid));
    const group = path.join(place!.cpu, `twinshop-yielding-${parent.pid}`);
    expect(existsSync(group)).toBe(true);
    asUsual(parent.pid!);
    expect(existsSync(group)).toBe(false);
  });

  it('may be gone by then', async () => {
    yieldToOthers(parent.pid!);
    process.kill(-parent.pid!, 'SIGKILL');
    await once(parent, 'exit');
    expect(() => asUsual(parent.pid!)).not.toThrow();
  });
});
