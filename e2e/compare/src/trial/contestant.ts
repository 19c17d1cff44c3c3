import { renewTokens, type Market } from '@twinshop/load';
import type { Arm, ArmKey } from '../record/compare-record.ts';
import type { FencedShop } from '../shops/fenced-shop.ts';

const TOKENS_LAST_AT_LEAST_MS = 3 * 60_000;

/** One side of a comparison: a shop that is up, its customers, and what it is called. */
export class Contestant {
  readonly arm: Arm;
  readonly shop: FencedShop;
  #market: Market;

  constructor(arm: Arm, shop: FencedShop, market: Market) {
    this.arm = arm;
    this.shop = shop;
    this.#market = market;
  }

  get key(): ArmKey {
    return this.arm.key;
  }

  /** With customers who stay signed in for as long as a run may take. */
  async market(): Promise<Market> {
    if (this.#market.tokensEndAtMs - Date.now() < TOKENS_LAST_AT_LEAST_MS)
      this.#market = await renewTokens(this.shop.publicUrl, this.#market);
    return this.#market;
  }

  get customerIds(): readonly string[] {
    return this.#market.customers.map(({ id }) => id);
  }
}

export type Contestants = readonly [Contestant, Contestant];
