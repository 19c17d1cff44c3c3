import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { endChild, freePort, hasEnded, lastLines } from './index.ts';

const child = async (code: string) => {
  const started = spawn(process.execPath, ['-e', `${code}; process.stdout.write('ready')`]);
  const exited = once(started, 'exit');
  await once(started.stdout, 'data');
  return { started, exited };
};

describe('ending a child process', () => {
  it('asks first', async () => {
    const { started, exited } = await child('setInterval(() => {}, 1000)');
    await endChild(started, exited, [
      ['SIGTERM', 10_000],
      ['SIGKILL', 10_000],
    ]);
    expect([hasEnded(started), started.signalCode]).toEqual([true, 'SIGTERM']);
  });

  it('takes what does not go when asked', async () => {
    const { started, exited } = await child("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    await endChild(started, exited, [
      ['SIGTERM', 1],
      ['SIGKILL', 10_000],
    ]);
    expect([hasEnded(started), started.signalCode]).toEqual([true, 'SIGKILL']);
  });
});

it('a free port can be listened on', async () => {
  expect(await freePort()).toBeGreaterThan(1_023);
});

it('the last lines are the last fifteen, without what is blank at the end', () => {
  const text = Array.from({ length: 20 }, (_, line) => `line ${line + 1}`).join('\n');
  expect(lastLines(`${text}\n\n`).split('\n')).toEqual(text.split('\n').slice(5));
});
