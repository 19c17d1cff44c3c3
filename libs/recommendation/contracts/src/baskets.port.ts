/**
 * What confirmed orders held: read from the order tables where the process shares their database, from a projection
 * elsewhere. Both know the same baskets, so recommendations are the same. A basket is the product ids of an order in the
 * order of its lines; the latest order is the one with the greatest id.
 */
export abstract class Baskets {
  /**
   * For each product the ids of the latest confirmed orders that have it, the latest first.
   * @param most orders of each product
   */
  abstract having(productIds: readonly string[], most: number): Promise<string[][]>;

  /** The baskets of these orders, in their order; empty where an order is not known any more. */
  abstract contents(orderIds: readonly string[]): Promise<string[][]>;

  /** The baskets of the latest confirmed orders of all customers, the latest first. */
  abstract latest(most: number): Promise<string[][]>;

  /** The baskets of a customer's latest confirmed orders, the latest first. */
  abstract ofCustomer(customerId: string, most: number): Promise<string[][]>;
}
