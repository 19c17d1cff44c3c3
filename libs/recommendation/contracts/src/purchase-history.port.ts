/**
 * What confirmed orders say about products: asked of the order tables where the process shares their database, of a
 * projection elsewhere. All answers are product ids, the best first.
 */
export abstract class PurchaseHistory {
  /** Bought in the same orders as this product. */
  abstract alsoBought(productId: string, limit: number): Promise<string[]>;

  /** In the most orders of late. */
  abstract bestSellers(limit: number): Promise<string[]>;

  /** Bought together with what this customer bought, and new to them. */
  abstract forCustomer(customerId: string, limit: number): Promise<string[]>;
}
