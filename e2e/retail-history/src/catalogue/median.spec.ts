import { describe, expect, it } from '@jest/globals';
import { commonestOf, medianOf } from './median.ts';

const occurrencesOf = <Value>(values: Value[]) => {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

describe('the median', () => {
  it.each([
    [[255], 255],
    [[295, 255, 255], 255],
    [[100, 200, 300, 10_000], 250],
    [[100, 101], 101],
    [[1, 1, 1, 9, 9, 9, 9], 9],
  ])('of %j is %d', (values, median) => expect(medianOf(occurrencesOf(values))).toBe(median));

  it('of nothing is a mistake', () => expect(() => medianOf(new Map())).toThrow(RangeError));
});

describe('the commonest', () => {
  it('is what occurs most often', () => expect(commonestOf(occurrencesOf(['B', 'A', 'B']))).toBe('B'));

  it('is of equally common ones the same, in whatever order they came', () => {
    expect(commonestOf(occurrencesOf(['B', 'A']))).toBe('A');
    expect(commonestOf(occurrencesOf(['A', 'B']))).toBe('A');
  });
});
