import type { Comparison } from './compare-until-equal.ts';
import type { Difference } from './differences.ts';
import { nameOf } from './read.ts';

/** How many reads came to what. */
export interface Comparisons {
  /** Those that both answered in the end: the sum of the next four. */
  compared: number;
  equal: number;
  /** Equal when asked again. */
  late: number;
  /** Different to the end in what changed each time it was asked, and in nothing else. */
  changing: number;
  /** Different to the end. */
  unexplained: number;
  /** One of the two did not answer. */
  unanswered: number;
  /** Copies that came while there was no room for them. */
  dropped: number;
  /** Copies of what is no read of the public contract. */
  refused: number;
}

export interface Unexplained {
  /** As in `GET /api/products?limit=20`. */
  read: string;
  differences: readonly Difference[];
}

const EXAMPLES = 20;
const DIFFERENCES_OF_ONE = 20;

export class Tally {
  readonly #counts: Comparisons = {
    compared: 0,
    equal: 0,
    late: 0,
    changing: 0,
    unexplained: 0,
    unanswered: 0,
    dropped: 0,
    refused: 0,
  };
  readonly #unexplained: Unexplained[] = [];

  note(comparison: Comparison): void {
    this.#counts[comparison.outcome] += 1;
    if (comparison.outcome !== 'unanswered') this.#counts.compared += 1;
    if (comparison.outcome === 'unexplained' && this.#unexplained.length < EXAMPLES)
      this.#unexplained.push({
        read: nameOf(comparison.read),
        differences: comparison.differences.slice(0, DIFFERENCES_OF_ONE),
      });
  }

  drop(): void {
    this.#counts.dropped += 1;
  }

  refuse(): void {
    this.#counts.refused += 1;
  }

  counts(): Comparisons {
    return { ...this.#counts };
  }

  /** The first twenty. */
  unexplained(): readonly Unexplained[] {
    return [...this.#unexplained];
  }
}
