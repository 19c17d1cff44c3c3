import { Injectable } from '@nestjs/common';
import { Baskets } from '@twinshop/recommendation-contracts';
import { LRUCache } from 'lru-cache';
import { likesOf, mostBought, neighboursOf, suggest, type Like } from './domain/ranking.ts';
import { RememberedBaskets } from './remembered-baskets.ts';
import { BASKETS_OF_A_CUSTOMER, BASKETS_OF_A_PRODUCT, BASKETS_OF_BEST_SELLERS } from './domain/reach.ts';

const FRESH_MS = 10_000;

/** What confirmed orders say about products. All answers are product ids, the best first. */
@Injectable()
export class PurchaseHistory {
  private readonly baskets: Baskets;
  private readonly remembered: RememberedBaskets;
  private readonly counted: LRUCache<string, string[]>;

  constructor(baskets: Baskets) {
    this.baskets = baskets;
    this.remembered = new RememberedBaskets(baskets);
    this.counted = new LRUCache({
      max: 1,
      ttl: FRESH_MS,
      fetchMethod: async () => mostBought(await baskets.latest(BASKETS_OF_BEST_SELLERS)),
    });
  }

  /** Bought together with this product. */
  alsoBought(productId: string, limit: number): Promise<string[]> {
    return this.forBasket([productId], limit);
  }

  /** What goes with these products. */
  forBasket(productIds: readonly string[], limit: number): Promise<string[]> {
    return this.suggest(
      productIds.map((productId) => ({ productId, weight: 1 })),
      new Set(productIds),
      limit,
    );
  }

  /** What goes with what this customer bought of late, and is new to them. */
  async forCustomer(customerId: string, limit: number): Promise<string[]> {
    const own = await this.baskets.ofCustomer(customerId, BASKETS_OF_A_CUSTOMER);
    return this.suggest(likesOf(own), new Set(own.flat()), limit);
  }

  /** In the most of the latest 1,000 orders, as it was at most ten seconds ago. */
  async bestSellers(limit: number): Promise<string[]> {
    return (await this.counted.fetch('all'))!.slice(0, limit);
  }

  private async suggest(
    likes: readonly Like[],
    known: ReadonlySet<string>,
    limit: number,
  ): Promise<string[]> {
    if (likes.length === 0) return [];
    const having = await this.baskets.having(
      likes.map(({ productId }) => productId),
      BASKETS_OF_A_PRODUCT,
    );
    const neighbours = neighboursOf(likes, having);
    if (neighbours.length === 0) return [];
    const contents = await this.remembered.contents(neighbours.map(({ orderId }) => orderId));
    return suggest(neighbours, contents, known, limit);
  }
}
