import { describe, expect, it } from '@jest/globals';
import type { Stretch } from './migration-record.ts';
import { stepsTaken } from './steps-taken.ts';

const stretch = (step: number, fromMs: number, toMs: number): Stretch => ({
  step,
  phase: 'prepare',
  says: '',
  fromMs,
  toMs,
});

describe('the steps that were taken', () => {
  it('last from their first action to their last', () => {
    const actions = [stretch(3, 0, 10), stretch(3, 10, 30), stretch(4, 35, 50)];
    expect(stepsTaken(2, actions)).toEqual([
      { from: 2, to: 3, fromMs: 0, toMs: 30 },
      { from: 3, to: 4, fromMs: 35, toMs: 50 },
    ]);
  });

  it('are none where nothing was done', () => {
    expect(stepsTaken(2, [])).toEqual([]);
  });
});
