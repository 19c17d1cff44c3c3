import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { memoryOf } from '../src/processes/memory.ts';
import { isGroupOf, killGroup } from '../src/processes/process-group.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'twinshop-group-')));
afterAll(() => rmSync(folder, { recursive: true }));

const LEADER = `
  require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' });
  console.log('ready');
  setInterval(() => {}, 1000);
`;

async function leaderWithWorker(): Promise<{ pid: number; kill: () => Promise<unknown> }> {
  const leader = spawn(process.execPath, ['-e', LEADER], { cwd: folder, detached: true });
  await once(leader.stdout, 'data');
  return {
    pid: leader.pid!,
    kill: () => {
      leader.kill('SIGKILL');
      return once(leader, 'exit');
    },
  };
}

it('what outlives the leader of its group is found by where it works, and ended', async () => {
  const { pid, kill } = await leaderWithWorker();
  await kill();
  expect(isGroupOf(pid, folder)).toBe(true);
  expect(isGroupOf(pid, '/somewhere/else')).toBe(false);
  killGroup(pid);
  await eventually(() => !isGroupOf(pid, folder), { describe: 'the group is gone' });
});

it('a group that is gone is ended without a word', async () => {
  const { pid, kill } = await leaderWithWorker();
  killGroup(pid);
  await kill();
  expect(() => killGroup(pid)).not.toThrow();
});

it('the memory of a process is also that of those it has started', async () => {
  const { pid, kill } = await leaderWithWorker();
  const child = spawn('sleep', ['600']);
  try {
    expect(memoryOf(pid)).toBeGreaterThan(memoryOf(child.pid!)!);
    expect(memoryOf(process.pid)).toBeGreaterThan(memoryOf(pid)!);
  } finally {
    child.kill();
    killGroup(pid);
    await kill();
  }
});
