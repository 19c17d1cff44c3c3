import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

const UINT32 = 2 ** 32;

/** Draws that a seed repeats. */
export class Random {
  readonly #generator: RandomGenerator;

  /** @param seed a whole number; its lowest 32 bits count */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number from 0, less than `below`. */
  below(below: number): number {
    return uniformInt(this.#generator, 0, below - 1);
  }

  /** A number from `from`, less than `to`. */
  between(from: number, to: number): number {
    return from + (this.below(UINT32) / UINT32) * (to - from);
  }

  /** Whether something happens that does so in this share of cases. */
  happens(share: number): boolean {
    return this.between(0, 1) < share;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError('There is nothing to pick from.');
    return items[this.below(items.length)]!;
  }

  /** All items in an order that any other is as likely as (R. A. Fisher, F. Yates; R. Durstenfeld, Algorithm 235). */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const other = this.below(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }

  /** A generator of its own, so that what one draws does not change what another does. */
  fork(): Random {
    return new Random(this.below(UINT32));
  }

  /** 32 hexadecimal digits. */
  key(): string {
    return Array.from({ length: 4 }, () => this.below(UINT32).toString(16).padStart(8, '0')).join('');
  }
}
