import { describe, expect, it } from '@jest/globals';
import { Behaviour, behaviourChange } from './behaviour.ts';

describe('the behaviour', () => {
  it('is healthy at first and merges changes', () => {
    const behaviour = new Behaviour();
    behaviour.change({ latencyMs: 20 });
    behaviour.change({ errorRate: 0.5 });
    expect(behaviour.settings).toEqual({
      latencyMs: 20,
      jitterMs: 0,
      errorRate: 0.5,
      loseReplyRate: 0,
      down: false,
      seed: null,
    });
  });

  it('repeats its faults for the same seed, and has others for another', () => {
    const faults = (seed: number) => {
      const behaviour = new Behaviour();
      behaviour.change({ errorRate: 0.5, seed });
      return Array.from({ length: 64 }, () => behaviour.failsNow());
    };
    expect(faults(7)).toEqual(faults(7));
    expect(faults(7)).not.toEqual(faults(8));
  });

  it('fails about as often as its rate says', () => {
    const behaviour = new Behaviour();
    behaviour.change({ errorRate: 0.2, seed: 1 });
    const failed = Array.from({ length: 10_000 }, () => behaviour.failsNow()).filter(Boolean).length;
    expect(failed / 10_000).toBeCloseTo(0.2, 1);
  });

  it.each([
    { latencyMs: -1 },
    { jitterMs: '5' },
    { errorRate: 1.1 },
    { loseReplyRate: -0.1 },
    { down: 'yes' },
    { seed: 1.5 },
    { speed: 9 },
  ])('refuses %j', (change) => {
    expect(behaviourChange.safeParse(change).success).toBe(false);
  });
});
