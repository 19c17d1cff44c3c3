import { describe, expect, it } from '@jest/globals';
import { milliseconds, percent } from './words.ts';

describe('a share in words', () => {
  it.each([
    [1, '100%'],
    [0, '0%'],
    [0.5, '50%'],
    [0.999, '99.9%'],
    [0.9998, '99.98%'],
  ])('%d is %s', (share, words) => expect(percent(share)).toBe(words));

  it('is never rounded up to all, or down to none', () => {
    expect(percent(0.999_999)).toBe('just under 100%');
    expect(percent(0.000_001)).toBe('just over 0%');
  });
});

describe('a time in words', () => {
  it.each([
    [0.25, '0.3 ms'],
    [99.9, '99.9 ms'],
    [100, '100 ms'],
    [2_000, '2000 ms'],
    [12_345, '12.3 s'],
  ])('%d ms is %s', (ms, words) => expect(milliseconds(ms)).toBe(words));
});
