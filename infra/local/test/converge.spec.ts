import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answersQueries, createDatabase } from '@twinshop/postgres';
import { eventually } from '@twinshop/testing';
import { readRunFile, type RunRecord } from '../src/home/run-file.ts';
import { isHealthy } from '../src/processes/health.ts';
import { lead, runStandIn, type RunningStandIn } from './running-stand-in.ts';
import { after, before, broken } from './stand-in/before-and-after.ts';

let standIn: RunningStandIn;

beforeAll(async () => {
  standIn = await runStandIn(before);
});
afterAll(() => standIn?.stop());

const record = (): RunRecord => readRunFile(standIn.shop.home.runFile)!;
const names = (): string[] => record().processes.map(({ name }) => name);
const entryOf = (wanted: string) => record().processes.find(({ name }) => name === wanted)!;

/** What the process that customers reach was told. */
async function told(): Promise<Record<string, string>> {
  const { told: words } = (await (await fetch(record().publicUrl)).json()) as {
    told: Record<string, string>;
  };
  return words;
}

describe('a shop that is led into another topology', () => {
  let done: Record<string, string[]>;
  beforeAll(async () => {
    done = await lead(standIn.shop, after);
  });

  it('has started what it had not, replaced what is told something else, and told others', async () => {
    expect(done).toEqual({ started: ['back', 'back-2'], replaced: ['front'], stopped: [] });
    expect(record().variant).toBe('after');
    expect(names().toSorted()).toEqual(['back', 'back-2', 'front', 'postgres', 'redis']);
    for (const { readyUrl } of record().processes) expect(await isHealthy(readyUrl)).toBe(true);
  });

  it('has processes that find those that ran before, and each other', async () => {
    expect(await told()).toMatchObject({ NAME: 'after', BACK_URL: entryOf('back').url });
    expect(await (await fetch(entryOf('back-2').url!)).json()).toMatchObject({
      told: { REDIS_URL: record().redisUrl },
    });
  });

  it('does nothing the second time', async () => {
    const then = record();
    expect(await lead(standIn.shop, after)).toEqual({ started: [], replaced: [], stopped: [] });
    expect(record()).toEqual(then);
  });

  it('brings back what came later when it dies', async () => {
    const { pid } = entryOf('back-2');
    process.kill(pid, 'SIGKILL');
    await eventually(async () => entryOf('back-2').pid !== pid && isHealthy(entryOf('back-2').readyUrl), {
      within: 20_000,
      describe: 'back-2 answers again',
    });
  });

  it('starts again what has ended and is not brought back by anybody', async () => {
    const { shop } = standIn;
    await shop.part('back-2').stop();
    const databases = await shop.ensureDatabases(after);
    expect(await shop.startMissing(after, databases)).toEqual(['back-2']);
    await shop.part('back-2').stop();
    expect(await shop.replaceChanged(after)).toEqual(['back-2']);
  });

  it('replaces only those that it is told to', async () => {
    expect(await standIn.shop.replaceChanged(before, ['back'])).toEqual([]);
    expect(await told()).toMatchObject({ NAME: 'after' });
  });
});

describe('a shop that is led back', () => {
  beforeEach(() => lead(standIn.shop, after));

  it('stops what it has not', async () => {
    const { shop } = standIn;
    const gone = record().processes.filter(({ name }) => ['back', 'back-2', 'redis'].includes(name));
    expect(await lead(shop, before)).toEqual({
      started: [],
      replaced: ['front'],
      stopped: ['back', 'back-2', 'redis'],
    });
    expect(names()).toEqual(['postgres', 'front']);
    expect(record().redisUrl).toBeUndefined();
    for (const { readyUrl } of gone) expect(await isHealthy(readyUrl)).toBe(false);
    expect(await told()).toEqual({ NAME: 'before' });
  });

  it('finds every process on its ports again when it comes once more', async () => {
    const { shop } = standIn;
    const addresses = () => record().processes.map(({ name, readyUrl }) => [name, readyUrl]);
    const then = addresses().filter(([name]) => name !== 'redis');
    await lead(shop, before);
    await lead(shop, after);
    expect(addresses()).toEqual(expect.arrayContaining(then));
  });

  it('does not bring back what has died and is not wanted any more', async () => {
    const { shop } = standIn;
    const part = shop.part('back-2');
    await part.kill('SIGKILL');
    await lead(shop, before);
    expect(shop.wants(part)).toBe(false);
    expect(names()).not.toContain('back-2');
  });

  it('goes on as before where a process can’t be replaced, and says why', async () => {
    const { shop } = standIn;
    await lead(shop, before);
    await expect(shop.replaceChanged(broken)).rejects.toThrow('the stand-in can not go on');
    expect(await told()).toEqual({ NAME: 'before' });
    expect(await shop.replaceChanged(before)).toEqual([]);
  });
});

describe('the databases of a shop that is led on', () => {
  beforeAll(() => lead(standIn.shop, before));

  it('are where each module expects its own', async () => {
    const { catalog, order, payment } = await standIn.shop.ensureDatabases(after);
    expect([catalog, order, payment].map((url) => new URL(url).pathname)).toEqual([
      '/shop',
      '/shop',
      '/payment',
    ]);
    for (const url of [catalog, order, payment]) expect(await answersQueries(url)).toBe(true);
  });

  it('take the passwords that running processes have', async () => {
    const { shop } = standIn;
    const { catalog } = record().databases;
    await shop.ensureDatabases(before);
    await shop.ensureDatabases(after);
    expect(await answersQueries(catalog)).toBe(true);
  });

  it('would not take them, had their roles been given new ones', async () => {
    const { shop } = standIn;
    const { catalog } = record().databases;
    await createDatabase(shop.adminUrl, 'shop');
    expect(await answersQueries(catalog)).toBe(false);
    await shop.ensureDatabases(before);
    expect(await answersQueries(catalog)).toBe(true);
  });
});
