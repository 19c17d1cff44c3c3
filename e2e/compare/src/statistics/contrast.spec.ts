import { describe, expect, it } from '@jest/globals';
import { contrastOf } from './contrast.ts';

describe('how b stands to a', () => {
  it('is a ratio, round by round: what slowed down both does not count', () => {
    const a = [100, 50, 200, 80, 120];
    const contrast = contrastOf({ a, b: a.map((value) => 1.5 * value) });
    expect(contrast?.kind).toBe('ratio');
    for (const part of ['median', 'low', 'high'] as const) expect(contrast?.[part]).toBeCloseTo(1.5);
  });

  it('turns around with its sides', () => {
    const a = [100, 110, 90, 105, 95];
    const b = [150, 140, 160, 148, 170];
    expect(contrastOf({ a, b })?.median).toBeCloseTo(1 / contrastOf({ a: b, b: a })!.median);
  });

  it('is a difference where a zero leaves no ratio', () =>
    expect(contrastOf({ a: [0, 0, 0, 0, 0], b: [4, 5, 6, 5, 4] })).toEqual({
      kind: 'difference',
      median: 5,
      low: 4,
      high: 6,
      n: 5,
    }));

  it('counts only rounds that measured both', () =>
    expect(contrastOf({ a: [10, 10, 10], b: [20, 20] })?.n).toBe(2));

  it('is none where nothing was measured on one side', () =>
    expect(contrastOf({ a: [1, 2], b: [] })).toBeUndefined());
});
