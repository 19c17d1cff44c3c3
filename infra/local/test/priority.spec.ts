import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asUsual, maySetPriority, yieldToOthers } from '../src/processes/priority.ts';

const whereAllowed = maySetPriority() ? it : it.skip;

describe('a process that yields to others', () => {
  let child: ChildProcess;

  beforeEach(async () => {
    child = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1_000)'], { detached: true });
    await once(child, 'spawn');
  });
  afterEach(() => void child.kill('SIGKILL'));

  const niceness = (pid: number): string => readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim();

  whereAllowed('does so with its whole session, and alone, until it is as usual again', () => {
    const own = niceness(process.pid);
    yieldToOthers(child.pid!);
    expect(niceness(child.pid!)).toMatch(/nice 10$/);
    expect(niceness(process.pid)).toBe(own);
    asUsual(child.pid!);
    expect(niceness(child.pid!)).toMatch(/nice 0$/);
  });

  it('may be gone by then', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(() => asUsual(child.pid!)).not.toThrow();
  });
});
