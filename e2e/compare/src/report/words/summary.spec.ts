import { describe, expect, it } from '@jest/globals';
import { ofBoth } from '../../../test/records.ts';
import type { Comparison, Sweep } from '../../record/compare-record.ts';
import { findingsOf } from '../../statistics/findings.ts';
import { crossingWords, missingOf, verdictSentence } from './summary.ts';

const A = [100, 101, 99, 100, 102];
const timesA = (factor: number) => A.map((value) => value * factor);

/** A sentence on figures of which b has so many times as much of what is wanted. */
function sentence(...factors: readonly number[]): string {
  const [first] = ofBoth().comparisons as [Comparison];
  const record = {
    ...ofBoth(),
    comparisons: factors.map((factor) => ({ ...first, samples: { a: A, b: timesA(factor) } })),
  };
  return verdictSentence(record, findingsOf(record));
}

describe('the verdict in a sentence', () => {
  it.each([
    [[1.2, 0.8, 1], 'Of 3 figures, 1 speaks for monolith and 1 for services; 1 shows no difference.'],
    [[1.2, 1.3], 'Of 2 figures, none speaks for monolith and 2 for services; every one shows a difference.'],
    [[1, 1.01], 'Of 2 figures, none shows a difference.'],
  ])('of %j counts, and no more', (factors, says) => expect(sentence(...factors)).toBe(says));
});

describe('a sweep in words', () => {
  const [first] = ofBoth().sweeps as [Sweep];
  const words = (...factors: readonly number[]) => {
    const points = factors.map((factor, index) => ({
      at: index + 1,
      samples: { a: A, b: timesA(factor) },
    }));
    const { sweeps } = findingsOf({ ...ofBoth(), sweeps: [{ ...first, x: 'replicas', points }] });
    return crossingWords(sweeps[0]!, ofBoth().arms);
  };

  it('names both places that the lead changes between', () =>
    expect(words(1.5, 0.5)).toEqual(['The lead passes from monolith to services between 1 and 2 replicas.']));

  it('does not say that one overtakes the other where that is not shown', () => {
    expect(words(1, 0.8, 0.98)).toEqual([
      'Neither is shown to overtake the other within what was tried, from 1 to 3 replicas: services better at 1 of the 3 places.',
    ]);
    expect(words(1, 1)).toEqual(['No difference shown from 1 to 2 replicas.']);
  });

  it('says where it knows too little', () =>
    expect(words()).toEqual(['It was measured too little to tell.']));
});

describe('what is missing', () => {
  it('has what such shops can’t be asked for', () => {
    const record = { ...ofBoth(), leftOut: ['Slow recommendations: images have no switch.'] };
    expect(missingOf(record, findingsOf(record))).toContain('Slow recommendations: images have no switch.');
  });
});
