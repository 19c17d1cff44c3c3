import { describe, expect, it } from '@jest/globals';
import { Conditions } from './conditions.ts';
import { randomFrom } from './random.ts';

describe('faults together', () => {
  it('are as late as all of them, as narrow as the narrowest, and cut by the earliest', () => {
    const conditions = new Conditions([
      { kind: 'latency', ms: 10 },
      { kind: 'latency', ms: 5, direction: 'upstream' },
      { kind: 'bandwidth', bytesPerSecond: 100 },
      { kind: 'bandwidth', bytesPerSecond: 50, direction: 'downstream' },
      { kind: 'cut', afterBytes: 9 },
      { kind: 'cut', afterBytes: 7 },
    ]);
    const random = () => 0;
    expect([conditions.latency('upstream', random), conditions.latency('downstream', random)]).toEqual([
      15, 10,
    ]);
    expect([conditions.bytesPerSecond('upstream'), conditions.bytesPerSecond('downstream')]).toEqual([
      100, 50,
    ]);
    expect(conditions.cutAfter).toBe(7);
  });
});

describe('jitter', () => {
  const drawn = (seed: number): number[] => {
    const conditions = new Conditions([{ kind: 'latency', ms: 10, jitterMs: 5 }]);
    const random = randomFrom(seed);
    return Array.from({ length: 50 }, () => conditions.latency('upstream', random));
  };

  it('is the same for a seed, and another for another', () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  it('is what a piece comes later than its latency', () => {
    expect(drawn(1).every((ms) => ms >= 10 && ms < 15)).toBe(true);
    expect(new Set(drawn(1)).size).toBeGreaterThan(40);
  });
});
