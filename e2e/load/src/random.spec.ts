import { describe, expect, it } from '@jest/globals';
import { Random } from './random.ts';

const draws = (random: Random): number[] => Array.from({ length: 20 }, () => random.below(1_000_000));

describe('draws', () => {
  it('are repeated by their seed', () => {
    expect(draws(new Random(7))).toEqual(draws(new Random(7)));
    expect(draws(new Random(7))).not.toEqual(draws(new Random(8)));
  });

  it('of a fork do not depend on what its parent draws afterwards, or the other way round', () => {
    const [one, other] = [new Random(7), new Random(7)];
    const [forkOfOne, forkOfOther] = [one.fork(), other.fork()];
    const ofParent = draws(one);
    expect(draws(forkOfOne)).toEqual(draws(forkOfOther));
    expect(draws(other)).toEqual(ofParent);
  });

  it('of two forks are different ones', () => {
    const random = new Random(7);
    expect(draws(random.fork())).not.toEqual(draws(random.fork()));
  });

  it('stay within their bounds', () => {
    const random = new Random(1);
    const whole = Array.from({ length: 1_000 }, () => random.below(3));
    expect(new Set(whole)).toEqual(new Set([0, 1, 2]));
    const broken = Array.from({ length: 1_000 }, () => random.between(5, 6));
    expect(broken.every((value) => value >= 5 && value < 6)).toBe(true);
  });

  it('happen in the share of cases that is told', () => {
    const random = new Random(1);
    const happened = Array.from({ length: 10_000 }, () => random.happens(0.2)).filter(Boolean).length;
    expect(happened / 10_000).toBeCloseTo(0.2, 1);
    expect(random.happens(0)).toBe(false);
    expect(random.happens(1)).toBe(true);
  });

  it('pick one of what is there, and refuse where nothing is', () => {
    const random = new Random(1);
    expect(new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('shuffle what is there, and lose none of it', () => {
    const items = Array.from({ length: 50 }, (_, nth) => nth);
    const shuffled = new Random(1).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
    expect(new Random(1).shuffle(items)).toEqual(shuffled);
  });

  it('make keys of 32 hexadecimal digits', () => expect(new Random(1).key()).toMatch(/^[0-9a-f]{32}$/));
});
