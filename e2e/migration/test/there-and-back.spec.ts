import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectShop, startShop, type StartedShop } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import { migrate } from '../src/migrate.ts';
import { violationsOf } from '../src/record/has-passed.ts';
import type { MigrationRecord } from '../src/record/migration-record.ts';
import { StateFile } from '../src/state/migration-state.ts';

/** Requests a second: so many that every step meets some, so few that two processors have time for the migration. */
const LOAD = 30;

describe('a shop that is taken from the monolith to the services and back, while customers order', () => {
  let shop: StartedShop;
  let folder: string;
  let file: StateFile;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinshop-migration-'));
    file = new StateFile(path.join(folder, 'migration.json'));
    shop = await startShop({ topology: 'step-0', products: 200, control: true });
  }, 120_000);
  afterAll(async () => {
    await shop?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const take = (from: number, to: number): Promise<MigrationRecord> =>
    migrate({
      home: shop.home,
      control: connectShop(shop.home),
      file,
      begun: file.read(),
      at: from,
      to,
      load: LOAD,
      observe: 1,
      rest: 0,
      shadowReads: 500,
      // Of customers who have not been there before.
      seed: from + 1,
    });

  it.each([
    [0, 7],
    [7, 0],
  ])(
    'notices nothing from step %i to step %i',
    async (from, to) => {
      const record = await take(from, to);
      const { failure, at, pauses, shadowReads, seconds } = record;
      expect({ failure, at }).toEqual({ failure: undefined, at: to });
      expect(seconds.filter(({ failed }) => failed > 0)).toEqual([]);
      expect(pauses.map(({ module }) => module).toSorted()).toEqual(['catalog', 'order', 'payment']);
      expect(shadowReads.map(({ unexplained }) => unexplained)).toEqual([0, 0]);
      expect(violationsOf(record)).toBe(0);
      expect(shop.processes.map(({ name }) => name)).toContain(steps[to]!.entry);
    },
    400_000,
  );
});
