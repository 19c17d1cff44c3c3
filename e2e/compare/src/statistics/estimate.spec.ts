import { describe, expect, it } from '@jest/globals';
import { estimate } from './estimate.ts';

describe('an estimate', () => {
  it('is the median, with an interval around it', () =>
    expect(estimate([12, 11, 40, 10, 13])).toEqual({ median: 12, low: 10, high: 40, n: 5 }));

  it('is the same whenever the same samples are looked at', () => {
    const samples = [5.1, 4.8, 5.6, 5.2, 4.9, 5.3, 5.05];
    expect(estimate(samples)).toEqual(estimate(samples));
  });

  it('is narrower the more samples agree', () => {
    const few = estimate([9, 10, 11, 12, 13])!;
    const many = estimate(Array.from({ length: 50 }, (_, index) => 9 + (index % 5)))!;
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
  });

  it('of one sample is that sample', () =>
    expect(estimate([7])).toEqual({ median: 7, low: 7, high: 7, n: 1 }));

  it('of nothing is none', () => expect(estimate([])).toBeUndefined());
});
