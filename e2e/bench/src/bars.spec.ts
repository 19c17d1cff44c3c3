import { describe, expect, it } from '@jest/globals';
import { inWords, isMissed } from './bars.ts';

describe('a bar', () => {
  it.each([
    [{ of: 'speed', measured: 0.8, least: 0.75 }, false],
    [{ of: 'speed', measured: 0.7, least: 0.75 }, true],
    [{ of: 'cost', measured: 2, most: 3 }, false],
    [{ of: 'cost', measured: 4, most: 3 }, true],
  ])('of %j is missed: %s', (bar, missed) => expect(isMissed(bar)).toBe(missed));

  it('that is missed is named with what was measured and what was asked', () => {
    expect(inWords({ of: 'speed', measured: 0.7, least: 0.75 })).toBe('speed: 0.70, not at least 0.75');
    expect(inWords({ of: 'cost', measured: 4, most: 3 })).toBe('cost: 4.00, not at most 3');
  });
});
