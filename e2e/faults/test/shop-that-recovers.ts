import { expect } from '@jest/globals';
import type { StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import type { FrontDoor } from '../src/front-door.ts';
import { readProjection, rebuildProjection } from '../src/projection.ts';
import { projectionViolations } from '../src/projection-violations.ts';
import { resolveAll, type Promised } from '../src/shoppers.ts';
import { takeSnapshot, type Snapshot } from '../src/snapshot.ts';
import { unfinished } from '../src/unfinished.ts';
import { sentAway, violations, type Owed } from '../src/violations.ts';

const FINAL_WITHIN_MS = 60_000;

/** Expects that a shop whose fault is healed keeps, within a minute, all that it promised. */
export async function expectAllKept(shop: StartedShop, door: FrontDoor, promised: Promised): Promise<void> {
  await expectNothingOwed(shop, promised);

  // Those whose answer was lost may have been placed or not: repeated, each is one order.
  expect(await resolveAll(door, promised)).toEqual([]);
  const atRest = await expectNothingOwed(shop, promised);
  expect(sentAway(promised, atRest)).toEqual([]);
  await expectProjectionAsRebuilt(shop, atRest);
}

/** Expects that the shop comes to rest within a minute, and then owes nothing. */
export async function expectNothingOwed(shop: StartedShop, owed: Owed): Promise<Snapshot> {
  await eventually(
    async () => {
      const left = await unfinished(shop);
      if (left.length > 0) throw new Error(left.join('; '));
    },
    { within: FINAL_WITHIN_MS, describe: 'the shop has come to rest' },
  );
  const atRest = await takeSnapshot(shop);
  expect(violations(owed, atRest)).toEqual([]);
  return atRest;
}

/** Expects that recommendations are made of what they would be made of, were the confirmed orders read anew. */
export async function expectProjectionAsRebuilt(shop: StartedShop, { orders }: Snapshot): Promise<void> {
  const grown = await readProjection(shop);
  await rebuildProjection(shop);
  expect(projectionViolations(orders, grown, await readProjection(shop))).toEqual([]);
}
