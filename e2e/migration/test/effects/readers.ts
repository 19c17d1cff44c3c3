import type { Buyer } from '@twinshop/scenarios';
import { asABrowser } from '../as-a-browser.ts';

/** Customers who only look, one after the other at all that a gateway copies to a comparer. */
export class Readers {
  /** Answers that were as they should be. */
  answered = 0;
  readonly #rounds: Promise<void>[];
  #leave = false;

  constructor(buyers: readonly Buyer[], paths: readonly string[]) {
    this.#rounds = buyers.map((buyer) => this.#look(buyer, paths));
  }

  /** @throws what went wrong for the first for whom something did */
  async leave(): Promise<void> {
    this.#leave = true;
    await Promise.all(this.#rounds);
  }

  async #look({ http }: Buyer, paths: readonly string[]): Promise<void> {
    for (let time = 0; !this.#leave; time += 1) {
      const path = paths[time % paths.length]!;
      const { status } = await asABrowser(() => http.get(path));
      if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
      this.answered += 1;
    }
  }
}
