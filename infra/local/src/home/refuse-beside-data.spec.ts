import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { microservices, monolith, steps } from '@twinshop/topologies';
import { refuseBesideData } from './refuse-beside-data.ts';

describe('a shop whose data a migration has taken elsewhere', () => {
  let home: string;
  let file: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'twinshop-home-'));
    file = path.join(home, 'migration.json');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const cameTo = (at: number): Promise<void> => writeFile(file, JSON.stringify({ at }));

  it('is started as anything where there was no migration', async () => {
    await refuseBesideData(file, monolith);
    await refuseBesideData(file, steps[4]!);
  });

  it('is started at the step that it came to, and as what finds its data there', async () => {
    await cameTo(4);
    await refuseBesideData(file, steps[4]!);
    await cameTo(1);
    for (const topology of [monolith, steps[0]!, steps[1]!, microservices])
      await refuseBesideData(file, topology);
    await cameTo(7);
    await refuseBesideData(file, microservices);
  });

  it('is known to be amid a step, where it is', async () => {
    const amid = (at: number, to: number, startAt: number): Promise<void> =>
      writeFile(file, JSON.stringify({ at, underWay: { to, startAt } }));
    await amid(4, 5, 4);
    expect(await refuseBesideData(file, steps[4]!)).toBe(5);
    await amid(4, 5, 5);
    expect(await refuseBesideData(file, steps[5]!)).toBe(5);
    await expect(refuseBesideData(file, steps[4]!)).rejects.toThrow('./shop up step-5');
    await amid(0, 1, 0);
    expect(await refuseBesideData(file, microservices)).toBeUndefined();
    await cameTo(4);
    expect(await refuseBesideData(file, steps[4]!)).toBeUndefined();
  });

  it('is not started where what the migration has written down can’t be read', async () => {
    await writeFile(file, '{"at":');
    await expect(refuseBesideData(file, monolith)).rejects.toThrow('migration.json is damaged');
  });

  it.each([
    [7, steps[0]!],
    [7, monolith],
    [4, steps[5]!],
    [2, microservices],
  ])('is not started at step %i as what would begin with none', async (at, topology) => {
    await cameTo(at);
    await expect(refuseBesideData(file, topology)).rejects.toThrow(`./shop up step-${at}`);
  });
});
