import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import type { NodeProcess, Surroundings, Topology } from '@twinshop/topologies';
import { recommendation } from './recommendation.ts';
import { withFailpoints, type FaultControl } from './with-failpoints.ts';

const HOUR_MS = 3_600_000;

/** Says what it thinks the time is whenever it is asked, for as long as somebody may ask. */
const CLOCK = `process.on('message', () =>
  process.send({ now: Date.now(), made: new Date().getTime(), said: Date.parse(Date()), epoch: new Date(0).getTime(), isDate: new Date() instanceof Date }))`;

let dir: string;
let children: ChildProcess[] = [];
let control: FaultControl;
let started: Topology;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'twinshop-failpoints-'));
  const { topology, controlOf } = withFailpoints({
    processes: [{ name: 'clock', kind: 'node', replicas: 1, environment: () => ({}) }],
  } as unknown as Topology);
  started = topology;
  control = controlOf('clock');
});
afterEach(async () => {
  await Promise.all(
    children
      .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
      .map(async (child) => {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }),
  );
  children = [];
  await rm(dir, { recursive: true });
});

function start(program: string, instance = 1): ChildProcess {
  const { flags, environment } = started.processes[0] as NodeProcess;
  const here = { instance, dataFile: (name: string) => path.join(dir, name) } as Surroundings;
  const child = spawn(process.execPath, [...flags!, '--eval', program], {
    env: environment(here),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

interface Times {
  now: number;
  made: number;
  said: number;
  epoch: number;
  isDate: boolean;
}

async function timesOf(child: ChildProcess): Promise<Times> {
  child.send('time?');
  return ((await once(child, 'message')) as [Times])[0];
}

const cleared = () =>
  eventually(() => control.clear(), { within: 10_000, describe: 'its failpoints can be set' });

describe('A process with failpoints', () => {
  it('has a clock that can be set wrong, and right again', async () => {
    const child = start(CLOCK);
    await cleared();
    const before = Date.now();
    await control.set('clock', { aheadMs: HOUR_MS });
    const { now, made, said, epoch, isDate } = await timesOf(child);
    for (const time of [now, made]) expect(time).toBeGreaterThanOrEqual(before + HOUR_MS);
    expect(said).toBeGreaterThan(before + HOUR_MS - 1_000);
    expect({ epoch, isDate }).toEqual({ epoch: 0, isDate: true });

    await control.clear();
    expect((await timesOf(child)).now).toBeLessThan(before + HOUR_MS);
  });

  it('answers whoever blocks it, and then nobody until that is over', async () => {
    const child = start(CLOCK);
    await cleared();
    const before = Date.now();
    await control.set('block', { forMs: 500 });
    expect((await timesOf(child)).now).toBeGreaterThanOrEqual(before + 500);
  });

  it('says what it has where it is to have another fault', async () => {
    start(CLOCK);
    await cleared();
    await expect(control.set('recommendation', { fails: true })).rejects.toThrow(
      'There is no failpoint "recommendation" here, but: block, clock.',
    );
  });

  it('is set together with its other replicas', async () => {
    const both = [start(CLOCK, 1), start(CLOCK, 2)];
    await cleared();
    const before = Date.now();
    await control.set('clock', { aheadMs: -HOUR_MS });
    for (const child of both) expect((await timesOf(child)).now).toBeLessThan(before);
  });

  it('can be set again when another has taken the place of one that was killed', async () => {
    const child = start(CLOCK);
    await cleared();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(control.clear()).rejects.toThrow();
    start(CLOCK);
    await cleared();
  });

  it('ends when it has nothing to do', async () => {
    const [exitCode] = (await once(start('void 0'), 'exit')) as [number];
    expect(exitCode).toBe(0);
  });
});

describe('The fault of recommendations', () => {
  afterEach(() => recommendation.clear());
  const pass = (): Promise<void> | undefined => globalThis.failpoints.recommendation?.();

  it('is nothing at all while it is not set', () => {
    expect(pass()).toBeUndefined();
    recommendation.set({ fails: true });
    recommendation.clear();
    expect(pass()).toBeUndefined();
  });

  it('fails, waits or blocks as it is set', async () => {
    recommendation.set({ fails: true });
    await expect(pass()).rejects.toThrow('Recommendations were set to fail.');

    const begun = performance.now();
    recommendation.set({ slowMs: 50 });
    const slow = pass();
    expect(performance.now() - begun).toBeLessThan(50);
    await slow;
    expect(performance.now() - begun).toBeGreaterThanOrEqual(49);

    recommendation.set({ blocksMs: 50 });
    const blocking = performance.now();
    void pass();
    expect(performance.now() - blocking).toBeGreaterThanOrEqual(49);
  });
});
