import { expect } from '@jest/globals';
import {
  check,
  takeSnapshot,
  unresolved,
  violationsIn,
  type CheckOptions,
  type CheckReport,
} from '@twinshop/invariants';
import type { StartedShop } from '@twinshop/local';
import type { FrontDoor } from '../src/front-door.ts';
import { sentAway } from '../src/sent-away.ts';
import { repeatAll, type Shopping } from '../src/shoppers.ts';

/** Expects that a shop whose fault is healed keeps, within a minute, all that it promised. */
export async function expectAllKept(shop: StartedShop, door: FrontDoor, shopping: Shopping): Promise<void> {
  const { recorder } = shopping;
  // Those whose answer was lost may have been placed or not, and are unresolved until they are repeated.
  await expectNoViolation(shop, { rebuild: false, history: answeredOf(shopping) });

  await repeatAll(door, shopping);
  expect(unresolved(recorder.history)).toEqual([]);
  await expectNoViolation(shop, { history: recorder.history });
  expect(sentAway(shopping, await takeSnapshot(shop))).toEqual([]);
}

const answeredOf = ({ recorder: { history } }: Shopping) => {
  const open = new Set(unresolved(history));
  return {
    ...history,
    complete: false,
    operations: history.operations.filter((operation) => !open.has(operation)),
  };
};

/** Expects that the shop comes to rest within a minute, and that every invariant holds. */
export async function expectNoViolation(shop: StartedShop, options: CheckOptions = {}): Promise<CheckReport> {
  const report = await check(shop, options);
  expect(violationsIn(report)).toEqual([]);
  return report;
}
