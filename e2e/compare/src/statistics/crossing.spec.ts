import { describe, expect, it } from '@jest/globals';
import { crossingsOf, pointsOf } from './crossing.ts';

const A = [100, 101, 99, 100, 102];

/** b as so many times a, at 1, 2, 3 …; undefined where nothing was measured. */
const crossings = (...factors: readonly (number | undefined)[]) =>
  crossingsOf(
    pointsOf({
      id: 'rate',
      title: 'Orders by rate',
      x: 'orders a second offered',
      y: 'Orders at their end',
      unit: 'a second',
      how: '',
      logarithmic: false,
      better: 'higher',
      points: factors
        .map((factor, index) => ({
          at: index + 1,
          samples: { a: A, b: factor === undefined ? [] : A.map((value) => value * factor) },
        }))
        .toReversed(),
    }),
  );

describe('where one overtakes the other', () => {
  it('is between the last place that one leads and the first that the other does', () =>
    expect(crossings(0.5, 0.8, 1.3, 2)).toEqual([{ from: 2, to: 3, overtakes: 'b' }]));

  it('is as wide as it is undecided', () =>
    expect(crossings(0.8, 1, undefined, 1.3)).toEqual([{ from: 1, to: 4, overtakes: 'b' }]));

  it('may be more than once', () =>
    expect(crossings(2, 0.5, 2).map(({ overtakes }) => overtakes)).toEqual(['a', 'b']));

  it.each([
    ['one leads throughout', [1.2, 1.5, 2]],
    ['they draw level, and no more', [0.5, 0.8, 1, 1]],
    ['nothing was measured', [undefined, undefined]],
  ])('is nowhere if %s', (_, factors) => expect(crossings(...factors)).toEqual([]));
});
