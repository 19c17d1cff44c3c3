import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { connectShop } from '../src/control/connect-shop.ts';
import { readRunFile, writeRunFile, type RunRecord } from '../src/home/run-file.ts';
import { shopHome } from '../src/home/shop-home.ts';
import { freePort } from '@twinshop/processes';
import { identifyProcess, isSameProcess } from '../src/processes/process-identity.ts';
import { readRunningShop } from '../src/running-shop.ts';
import { clearLeftOver } from '../src/shop/left-over.ts';

const WITHIN_MS = 30_000;

interface Runner {
  child: ChildProcess;
  output: () => string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

let home: string;
let port: number;
const runners: Runner[] = [];

function run(...flags: string[]): Runner {
  const launcher = path.join(import.meta.dirname, 'stand-in', 'up.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=@twinshop/source', launcher, '--home', home, '--port', String(port), ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const runner = { child, output: () => output, ended };
  runners.push(runner);
  return runner;
}

async function runUntilUp(...flags: string[]): Promise<Runner & { record: RunRecord }> {
  const runner = run(...flags);
  const isUp = eventually(() => runner.output().includes('Ctrl-C stops it'), {
    within: WITHIN_MS,
    describe: 'the shop is up',
  });
  const endedEarly = runner.ended.then((how) => {
    throw new Error(`The runner ended (${how}):\n${runner.output()}`);
  });
  await Promise.race([isUp, endedEarly]);
  endedEarly.catch(() => undefined);
  return { ...runner, record: readRunFile(shopHome(home).runFile)! };
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (wanted: string, { processes }: RunRecord): number =>
  processes.find(({ name }) => name === wanted)!.pid;

const logOf = (wanted: string, { processes }: RunRecord): string =>
  processes.find(({ name }) => name === wanted)!.log;

const living = ({ processes }: RunRecord): string[] =>
  processes.filter(({ pid, identity }) => isSameProcess(pid, identity)).map(({ name }) => name);

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'twinshop runner '));
  chmodSync(home, 0o711);
});
beforeEach(async () => {
  port = await freePort();
});
afterEach(async () => {
  for (const { child, ended } of runners.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await clearLeftOver(shopHome(home));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a shop that is up', () => {
  it('is announced to people and to programs', async () => {
    const { output, child } = await runUntilUp();
    const shop = readRunningShop(home)!;
    expect(shop).toMatchObject({
      runnerPid: child.pid,
      variant: 'stand-in',
      publicUrl: `http://localhost:${port}`,
    });
    expect(shop.processes.map(({ name }) => name)).toEqual(['postgres', 'redis', 'back', 'front']);
    expect(output()).toContain(`http://localhost:${port}`);
    expect(output()).toContain(shop.customer.password);
    expect((await fetch(shop.publicUrl)).status).toBe(200);
    expect(await connectShop(home).adminUrl()).toContain('postgres://postgres:');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves no process behind after %s', async (signal) => {
    const { child, ended, record } = await runUntilUp();
    expect(living(record)).toHaveLength(4);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(living(record)).toEqual([]);
    expect(existsSync(shopHome(home).runFile)).toBe(false);
    expect(existsSync(record.controlSocket!)).toBe(false);
  });

  it('takes an interrupt that comes twice in a moment for one', async () => {
    const { child, ended, output } = await runUntilUp();
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(output()).toContain('Stopped.');
  });

  it('is not started a second time', async () => {
    const { child } = await runUntilUp();
    const second = run();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `A shop runs already on http://localhost:${port} (process ${child.pid})`,
    );
  });

  it('brings back a process that died, and says so', async () => {
    const { record, output } = await runUntilUp();
    process.kill(pidOf('front', record), 'SIGKILL');
    await eventually(async () => (await fetch(record.publicUrl)).ok, {
      within: WITHIN_MS,
      describe: 'the process answers again',
    });
    await eventually(() => output().includes('front is back'), { describe: 'its return is told' });
    expect(output()).toContain('front has ended (SIGKILL)');
    expect(output()).toContain(`listening on ${port}`);
  });

  it('brings PostgreSQL back on the same port', async () => {
    const { record, output } = await runUntilUp();
    process.kill(pidOf('postgres', record), 'SIGKILL');
    expect(
      await eventually(() => ask(record.databases.catalog, 'SELECT 1 AS one'), {
        within: WITHIN_MS,
        describe: 'the database answers again',
      }),
    ).toEqual([{ one: 1 }]);
    await eventually(() => output().includes('postgres is back'), { describe: 'its return is told' });
  });

  it('has PostgreSQL where it was the last time, as long as nobody else is there', async () => {
    const portOf = ({ databases }: RunRecord): string => new URL(databases.catalog).port;
    const first = await runUntilUp();
    first.child.kill('SIGINT');
    await first.ended;
    const second = await runUntilUp();
    expect(portOf(second.record)).toBe(portOf(first.record));
    second.child.kill('SIGINT');
    await second.ended;
    const other = createServer().listen(Number(portOf(first.record)), '127.0.0.1');
    await once(other, 'listening');
    const third = await runUntilUp();
    expect(portOf(third.record)).not.toBe(portOf(first.record));
    other.close();
  });

  it('brings Redis back on the same port, with what it held', async () => {
    const { record } = await runUntilUp();
    const redis = new Redis(record.redisUrl!, { retryStrategy: () => 100 });
    redis.on('error', () => undefined);
    try {
      await redis.set('kept', 'yes');
      process.kill(pidOf('redis', record), 'SIGKILL');
      await eventually(async () => (await redis.get('kept')) === 'yes', {
        within: WITHIN_MS,
        describe: 'Redis answers again',
      });
    } finally {
      redis.disconnect();
    }
  });

  it('stops those first that need others', async () => {
    const { child, ended, record } = await runUntilUp();
    const stopOf = (name: string): number => statSync(logOf(name, record)).mtimeMs;
    child.kill('SIGTERM');
    await ended;
    for (const name of ['front', 'back'])
      expect(readFileSync(logOf(name, record), 'utf8')).toContain('asked to stop');
    expect(stopOf('front')).toBeLessThan(stopOf('back'));
    expect(stopOf('back')).toBeLessThan(stopOf('redis'));
  });

  it('leaves each process’s environment where it can be run by hand from, for its owner only', async () => {
    const { record } = await runUntilUp();
    const file = shopHome(home).environment('back');
    const print = 'console.log(process.env.PORT, process.env.REDIS_URL, process.env.NAME)';
    const said = execFileSync(process.execPath, [`--env-file=${file}`, '-e', print], { encoding: 'utf8' });
    const back = record.processes.find(({ name }) => name === 'back')!;
    expect(said.trim()).toBe(`${new URL(back.url!).port} ${record.redisUrl} it's "quoted"`);
    const { keys, environment } = shopHome(home);
    for (const secret of [environment('back'), keys.serviceKeyFile('front'), keys.paymentSealFile])
      expect(statSync(secret).mode & 0o077).toBe(0);
  });

  it('has as many replicas as were asked for, each on ports of its own', async () => {
    const { record } = await runUntilUp('--replicas', '3');
    const backs = record.processes.filter(({ name }) => name.startsWith('back'));
    expect(backs.map(({ name }) => name).toSorted()).toEqual(['back', 'back-2', 'back-3']);
    expect(new Set(backs.map(({ url }) => url)).size).toBe(3);
    const instance = readFileSync(shopHome(home).environment('back-3'), 'utf8');
    expect(instance).toContain("INSTANCE='3'");
  });

  it('leaves a process to whoever wants to run it by hand', async () => {
    const { record, output } = await runUntilUp('--without', 'back');
    expect(record.processes.map(({ name }) => name)).toEqual(['postgres', 'redis', 'front']);
    expect(output()).toContain(`--env-file=${shopHome(home).environment('back')}`);
  });
});

describe('a shop that can not be started', () => {
  it('names who holds its port, and offers another', async () => {
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    const { ended, output } = run();
    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${port} is taken by process ${process.pid} (`);
    expect(output()).toMatch(/\.\/shop up --port \d+/);
    holder.close();
  });

  it('stops at a process that dies at its start, with the end of its log', async () => {
    const { ended, output } = run('--dies-at-start');
    expect(await ended).toBe(1);
    expect(output()).toContain('front ended at its start (exit code 3)');
    expect(output()).toContain('the stand-in can not go on');
    expect(existsSync(shopHome(home).runFile)).toBe(false);
  });
});

describe('after a run that was killed', () => {
  it('ends its orphans and starts', async () => {
    const killed = await runUntilUp();
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(living(killed.record)).toHaveLength(4);
    expect(readRunningShop(home)).toBeUndefined();

    const next = await runUntilUp();
    expect(next.output()).toContain('Ended what a killed run left: front, back, redis, postgres');
    expect(living(killed.record)).toEqual([]);
    expect(living(next.record)).toHaveLength(4);
  });

  it('leaves alone a process that only has an orphan’s number', async () => {
    const { record, child, ended } = await runUntilUp();
    child.kill('SIGTERM');
    await ended;
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      const orphan = { ...record.processes.at(-1)!, pid: bystander.pid!, identity: 'another boot 1' };
      writeRunFile(shopHome(home).runFile, { ...record, processes: [orphan] });
      expect(await clearLeftOver(shopHome(home))).toEqual([]);
      expect(identifyProcess(bystander.pid!)).toBeDefined();
    } finally {
      bystander.kill('SIGKILL');
    }
  });
});

describe('the data', () => {
  it('stays, until a fresh start empties it', async () => {
    const first = await runUntilUp();
    await ask(first.record.databases.catalog, 'CREATE TABLE note AS SELECT 42 AS answer');
    first.child.kill('SIGTERM');
    await first.ended;

    const second = await runUntilUp();
    expect(await ask(second.record.databases.catalog, 'SELECT answer FROM note')).toEqual([{ answer: 42 }]);
    expect(second.record.customer).toEqual(first.record.customer);
    second.child.kill('SIGTERM');
    await second.ended;

    const fresh = await runUntilUp('--fresh');
    expect(await ask(fresh.record.databases.catalog, "SELECT to_regclass('note') AS note")).toEqual([
      { note: null },
    ]);
  });
});
