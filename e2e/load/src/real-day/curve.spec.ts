import { describe, expect, it } from '@jest/globals';
import { valueAt } from './curve.ts';

const points = [
  { x: 0, y: 1 },
  { x: 1, y: 3 },
  { x: 3, y: 4 },
];

describe('a curve of points', () => {
  it('is at its points what they say, and straight between them', () => {
    expect([0, 0.5, 1, 2, 3].map((x) => valueAt(points, x))).toEqual([1, 2, 3, 3.5, 4]);
  });

  it('stays beyond its ends what it is at them', () => {
    expect([-1, 9].map((x) => valueAt(points, x))).toEqual([1, 4]);
  });
});
