import type { ProductSummary } from './product.ts';

/** What the catalogue sells a product as, at this moment. */
export interface Offer {
  productId: string;
  name: string;
  /** minor units */
  price: number;
  /** 1 or more; greater for what is newer of the same product */
  version: number;
}

/** What other modules may ask of the catalogue. */
export abstract class CatalogApi {
  /** Offers by product id; products that don't exist are absent. */
  abstract offers(productIds: readonly string[]): Promise<Map<string, Offer>>;

  /** Summaries in the order of the ids; products that don't exist are left out. */
  abstract summaries(productIds: readonly string[]): Promise<ProductSummary[]>;

  /** The most popular products, the best first. */
  abstract popular(limit: number): Promise<ProductSummary[]>;
}
