import { describe, expect, it } from '@jest/globals';
import type { Leg } from '../engine/action.ts';
import type { Stretch } from './migration-record.ts';
import { stepsTaken } from './steps-taken.ts';

const stretch = (leg: Leg, fromMs: number, toMs: number): Stretch => ({
  ...leg,
  phase: 'prepare',
  says: '',
  fromMs,
  toMs,
});

describe('the steps that were taken', () => {
  it('last from their first action to their last', () => {
    const third = { from: 2, to: 3 };
    const actions = [stretch(third, 0, 10), stretch(third, 10, 30), stretch({ from: 3, to: 4 }, 35, 50)];
    expect(stepsTaken(actions)).toEqual([
      { from: 2, to: 3, fromMs: 0, toMs: 30 },
      { from: 3, to: 4, fromMs: 35, toMs: 50 },
    ]);
  });

  it('are told from what undoes them', () => {
    const undone: Leg = { from: 5, to: 4, undoes: true };
    const actions = [stretch({ from: 4, to: 5 }, 0, 10), stretch(undone, 10, 20), stretch(undone, 20, 30)];
    expect(stepsTaken(actions)).toEqual([
      { from: 4, to: 5, fromMs: 0, toMs: 10 },
      { from: 5, to: 4, undoes: true, fromMs: 10, toMs: 30 },
    ]);
  });

  it.each([
    ['was done', []],
    ['was done but tidying up', [stretch({ from: 5, to: 5 }, 0, 10)]],
  ])('are none where nothing %s', (_, stretches) => {
    expect(stepsTaken(stretches)).toEqual([]);
  });
});
