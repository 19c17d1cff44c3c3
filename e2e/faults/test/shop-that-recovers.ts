import { expect } from '@jest/globals';
import type { StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { resolveAll, type Promised } from '../src/shoppers.ts';
import type { FrontDoor } from '../src/front-door.ts';
import { takeSnapshot, unfinished } from '../src/snapshot.ts';
import { sentAway, violations } from '../src/violations.ts';

const FINAL_WITHIN_MS = 60_000;

/** Expects that a shop whose fault is healed keeps, within a minute, all that it promised. */
export async function expectAllKept(shop: StartedShop, door: FrontDoor, promised: Promised): Promise<void> {
  await untilAtRest(shop);
  expect(violations(promised, await takeSnapshot(shop))).toEqual([]);

  // Those whose answer was lost may have been placed or not: repeated, each is one order.
  expect(await resolveAll(door, promised)).toEqual([]);
  await untilAtRest(shop);
  const atRest = await takeSnapshot(shop);
  expect(violations(promised, atRest)).toEqual([]);
  expect(sentAway(promised, atRest)).toEqual([]);
}

async function untilAtRest(shop: StartedShop): Promise<void> {
  await eventually(
    async () => {
      const left = await unfinished(shop);
      if (left.length > 0) throw new Error(left.join('; '));
    },
    { within: FINAL_WITHIN_MS, describe: 'the shop has come to rest' },
  );
}
