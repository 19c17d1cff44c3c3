import type { CompareRecord } from '../record/compare-record.ts';
import { findingsOf } from '../statistics/findings.ts';
import { bothVariants, monolithSlowed, monolithTwice, type Arms } from './arms.ts';

export const PROOFS = ['same', 'slower', 'starved'] as const;
export type ProofName = (typeof PROOFS)[number];

/** Something whose outcome is known beforehand: what a comparison is worth that can’t tell it. */
export interface Proof {
  arms: Arms;
  /** Names of experiments. */
  experiments: readonly string[];
  /** Of the processor time that the second arm is left with. */
  shareOfB: number;
  /** Of the processor time that the load is left with. */
  shareOfLoad: number;
  /** Why it failed; undefined where it came out as it must. */
  failure(record: CompareRecord): string | undefined;
}

/** Where less processor time must show, and nothing else may. */
const THROUGHPUTS = ['capacity.mixed.requests', 'capacity.checkout.orders'];

export const proofs: Readonly<Record<ProofName, Proof>> = {
  same: {
    arms: monolithTwice,
    experiments: ['capacity.mixed', 'capacity.checkout', 'usual-day', 'rate'],
    shareOfB: 1,
    shareOfLoad: 1,
    failure(record) {
      const different = outcomes(record).filter(({ outcome }) => outcome.endsWith('is better'));
      if (different.length > 0)
        return `The same shop twice, and a difference was shown: ${different.map(({ title }) => title).join('; ')}.`;
      return record.isComplete ? undefined : 'Not all could be measured.';
    },
  },
  slower: {
    arms: monolithSlowed,
    experiments: ['capacity.mixed', 'capacity.checkout'],
    shareOfB: 0.8,
    shareOfLoad: 1,
    failure(record) {
      const missed = outcomes(record).filter(
        ({ id, outcome }) => THROUGHPUTS.includes(id) && outcome !== 'a is better',
      );
      if (missed.length > 0)
        return `A fifth of the processor time was taken away, and nothing was noticed: ${missed.map(({ title }) => title).join('; ')}.`;
      return record.isComplete ? undefined : 'Not all could be measured.';
    },
  },
  starved: {
    arms: bothVariants,
    experiments: ['capacity.mixed'],
    shareOfB: 1,
    shareOfLoad: 0.1,
    failure({ comparisons, refused }) {
      if (comparisons.length > 0)
        return 'The load had a tenth of a processor, and its runs were counted all the same.';
      const others = refused.filter(({ because }) => !/bottleneck|came late/.test(because));
      return others.length === refused.length ? 'No run was refused for its load’s sake.' : undefined;
    },
  },
};

const outcomes = (record: CompareRecord) =>
  findingsOf(record).comparisons.map(({ comparison: { id, title }, verdict }) => ({
    id,
    title,
    outcome: verdict?.outcome ?? 'not measured',
  }));
