import { describe, expect, it } from '@jest/globals';
import { noise } from '../../test/noise.ts';
import { type Outcome, verdictOf } from './verdict.ts';

const A = [100, 101, 99, 100, 102];
const timesA = (factor: number) => A.map((value) => value * factor);
const outcome = (b: readonly number[], better: 'higher' | 'lower' = 'higher', a: readonly number[] = A) =>
  verdictOf({ samples: { a, b }, better })?.outcome;

describe('a verdict', () => {
  it.each([
    [1.2, 'higher', 'b is better'],
    [1.2, 'lower', 'a is better'],
    [0.8, 'higher', 'a is better'],
    [0.8, 'lower', 'b is better'],
    [1.04, 'higher', 'no difference shown'],
    [0.96, 'lower', 'no difference shown'],
  ] as const)('where b is %d times a and %s is better: %s', (factor, better, expected) =>
    expect(outcome(timesA(factor), better)).toBe(expected),
  );

  it('shows no difference where one round of five says otherwise', () =>
    expect(outcome([130, 130, 130, 130, 90])).toBe('no difference shown'));

  it('is for nobody with fewer than five rounds, however far apart they are', () =>
    expect(outcome([200, 200, 200, 200])).toBe('too few rounds'));

  it.each<[string, number[], number[], Outcome]>([
    ['both are nothing', [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], 'no difference shown'],
    ['one is nothing', [0, 0, 0, 0, 0], [3, 4, 3, 5, 4], 'a is better'],
    ['one was something once', [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], 'no difference shown'],
    ['they are almost the same', [100, 100, 100, 100, 0], [101, 101, 101, 101, 1], 'no difference shown'],
  ])('goes by the difference where there is a zero: %s', (_, a, b, expected) =>
    expect(outcome(b, 'lower', a)).toBe(expected),
  );

  it('is none where one side was not measured', () => expect(outcome([])).toBeUndefined());
});

describe('of 200 comparisons', () => {
  const ROUNDS = 5;
  const outcomes = (spread: number, slower: number, seed: number) => {
    const noisy = noise(spread, seed);
    return Array.from({ length: 200 }, () => {
      const machine = Array.from({ length: ROUNDS }, () => noisy(100));
      const a = machine.map((speed) => noisy(speed));
      return outcome(
        machine.map((speed) => noisy(speed * slower)),
        'higher',
        a,
      );
    });
  };
  const count = (all: readonly (Outcome | undefined)[], wanted: Outcome) =>
    all.filter((one) => one === wanted).length;

  it('of a shop with itself, with 6% of noise, no more than four show a difference', () => {
    const all = outcomes(0.06, 1, 20);
    expect(all.length - count(all, 'no difference shown')).toBeLessThanOrEqual(4);
  });

  it('with one that does 20% less, with 5% of noise, at least 190 show it', () =>
    expect(count(outcomes(0.05, 0.8, 5), 'a is better')).toBeGreaterThanOrEqual(190));
});
