import path from 'node:path';
import { expect } from '@jest/globals';
import { connectShop } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import { migrate } from '../src/migrate.ts';
import { violationsOf } from '../src/record/has-passed.ts';
import type { MigrationRecord } from '../src/record/migration-record.ts';
import { StateFile } from '../src/state/migration-state.ts';

/** Requests a second: so many that every step meets some, so few that two processors have time for the migration. */
const LOAD = 30;

/** Takes a shop from one end of the way to the other, while customers order. @param folder keeps how far it is */
export async function journey(
  home: string,
  folder: string,
  from: number,
  to: number,
): Promise<MigrationRecord> {
  const file = new StateFile(path.join(folder, 'migration.json'));
  return migrate({
    home,
    control: connectShop(home),
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
}

/** It came to its end, and customers and the books noticed nothing. */
export async function expectUnnoticed(record: MigrationRecord, home: string, to: number): Promise<void> {
  const { failure, at, pauses, shadowReads, seconds } = record;
  expect({ failure, at }).toEqual({ failure: undefined, at: to });
  expect(seconds.filter(({ failed }) => failed > 0)).toEqual([]);
  expect(pauses.map(({ module }) => module).toSorted()).toEqual(['catalog', 'order', 'payment']);
  expect(shadowReads.map(({ unexplained }) => unexplained)).toEqual([0, 0]);
  expect(violationsOf(record)).toBe(0);
  const { processes } = await connectShop(home).shop();
  expect(processes.map(({ name }) => name)).toContain(steps[to]!.entry);
}
