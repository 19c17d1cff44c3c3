import { describe, expect, it } from '@jest/globals';
import { Standstill } from './standstill.ts';

const AFTER_MS = 100;

/** Whether it was reached at each look; a look is [count, milliseconds, whether it is excused]. */
const looks = (...all: readonly [count: number, nowMs: number, isExcused?: boolean][]): boolean[] => {
  const standstill = new Standstill(AFTER_MS);
  return all.map(([count, nowMs, isExcused = false]) => standstill.isReached(count, isExcused, nowMs));
};

describe('A standstill', () => {
  it('is reached where nothing was ever counted', () =>
    expect(looks([0, 1_000], [0, 1_100], [0, 1_101])).toEqual([false, false, true]));

  it('is not reached while there is growth', () =>
    expect(looks([0, 0], [1, 90], [2, 180], [3, 270])).toEqual([false, false, false, false]));

  it('begins anew once something excuses it', () =>
    expect(looks([5, 0], [5, 200, true], [5, 290], [5, 301])).toEqual([false, false, false, true]));
});
