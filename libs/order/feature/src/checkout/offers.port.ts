import type { Offer } from '@twinshop/catalog-contracts';

/** What products are sold as, wherever this process knows it from. */
export abstract class Offers {
  /**
   * Offers by product id; products that don't exist are absent.
   * @throws where it can't be known at the moment
   */
  abstract of(productIds: readonly string[]): Promise<Map<string, Offer>>;
}
