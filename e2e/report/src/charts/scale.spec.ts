import { describe, expect, it } from '@jest/globals';
import { linearScale, logScale, stepOf } from './scale.ts';

describe('a linear scale', () => {
  it.each([
    [[], 1],
    [[0, 3], 4],
    [[178], 200],
    [[412, 80], 500],
    [[1000], 1000],
  ])('of %j ends at %d', (values, max) => {
    expect(linearScale(values)).toEqual({ kind: 'linear', max });
  });

  it.each([1, 2, 4, 5, 10, 20, 40, 50, 100, 2000])('to %d has whole steps that end at its end', (max) => {
    expect(Number.isInteger(stepOf(max)) && max % stepOf(max)).toBe(0);
  });
});

describe('a logarithmic scale', () => {
  it('goes from power of ten to power of ten', () => {
    expect(logScale([3.1, 4_900])).toEqual({ kind: 'log', min: 1, max: 10_000 });
  });

  it('has room for values where there are none', () => {
    expect(logScale([0])).toEqual({ kind: 'log', min: 10, max: 100 });
  });
});
