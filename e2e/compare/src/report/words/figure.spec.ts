import { describe, expect, it } from '@jest/globals';
import { bareInterval, contrasted, contrastedInterval, figure } from './figure.ts';

const readable = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a figure', () => {
  it.each([
    [61.23, 'a second', '61.2 a second'],
    [11.84, 'ms of CPU', '11.8 ms of CPU'],
    [384, 'ms', '384 ms'],
    [1_938, 'ms', '1.94 s'],
    [92_000, 'ms', '1 min 32 s'],
    [8.31, '%', '8.31%'],
  ])('of %d %s is written %s', (value, unit, written) => expect(readable(figure(value, unit))).toBe(written));

  it('has an interval from end to end', () =>
    expect(readable(bareInterval({ low: 950, high: 1_040 }, 'ms'))).toBe('950 ms to 1.04 s'));
});

describe('how one stands to the other', () => {
  it('is so many times as much', () => {
    const contrast = { kind: 'ratio', median: 1.312, low: 1.2, high: 1.447, n: 5 } as const;
    expect([contrasted(contrast, 'ms'), contrastedInterval(contrast, 'ms')]).toEqual([
      '×1.31',
      '1.2 to 1.45',
    ]);
  });

  it.each([
    ['ms', '+4.2 ms', '−1 ms to +6 ms'],
    ['%', '+4.2 points', '−1 to +6 points'],
    ['MB', '+4.2', '−1 to +6'],
  ])('is so much more where there is no ratio, in %s', (unit, median, interval) => {
    const contrast = { kind: 'difference', median: 4.2, low: -1, high: 6, n: 5 } as const;
    expect(readable(contrasted(contrast, unit))).toBe(median);
    expect(readable(contrastedInterval(contrast, unit))).toBe(interval);
  });
});
