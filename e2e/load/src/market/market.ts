import type { Account } from '../shop-door.ts';

/** Who buys what. The same for two shops with the same catalogue and seed, but for ids, accounts and tokens. */
export interface Market {
  customers: readonly Customer[];
  /** The most popular first, in an order that has nothing to do with what the shop takes for popular. */
  productIds: readonly string[];
  /** The one that everybody wants in a flash sale; none of the others. */
  scarceProductId: string;
  /** Slugs. */
  categories: readonly string[];
  /** Words that products are found by. */
  searches: readonly string[];
  /** As `Date.now()` tells it: when the first of the tokens ends. */
  tokensEndAtMs: number;
}

export interface Customer extends Account {
  id: string;
  token: string;
}
