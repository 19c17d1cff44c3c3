import type { Baskets } from '@twinshop/recommendation-contracts';
import { LRUCache } from 'lru-cache';

/** Some 10,000 orders, in 5 MB. */
const MOST_LINES = 250_000;
const MOST_PRODUCTS = 50_000;

/** What an order holds never changes: it is asked for once, and remembered as long as there is room. */
export class RememberedBaskets {
  private readonly baskets: Baskets;
  private readonly known = new LRUCache<string, string[]>({
    maxSize: MOST_LINES,
    sizeCalculation: ({ length }) => length,
  });
  /** One string for each id: kept once, and told apart without a look at its characters. */
  private readonly ids = new LRUCache<string, string>({ max: MOST_PRODUCTS });

  constructor(baskets: Baskets) {
    this.baskets = baskets;
  }

  /** As `Baskets.contents`. */
  async contents(orderIds: readonly string[]): Promise<string[][]> {
    const found = orderIds.map((id) => this.known.get(id));
    const missing = orderIds.filter((_, index) => found[index] === undefined);
    if (missing.length === 0) return found as string[][];
    const asked = await this.baskets.contents(missing);
    let next = 0;
    return found.map((basket, index) => basket ?? this.remember(orderIds[index]!, asked[next++]!));
  }

  private remember(orderId: string, asked: readonly string[]): string[] {
    const basket = asked.map((id) => this.same(id));
    if (basket.length > 0) this.known.set(orderId, basket);
    return basket;
  }

  private same(id: string): string {
    const known = this.ids.get(id);
    if (known === undefined) this.ids.set(id, id);
    return known ?? id;
  }
}
