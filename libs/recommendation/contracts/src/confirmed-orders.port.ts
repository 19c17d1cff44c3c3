/** What recommendations need to know of an order. */
export interface BoughtTogether {
  orderId: string;
  customerId: string;
  lines: readonly { productId: string }[];
}

/** Every order that is confirmed and not cancelled: what a projection is built from anew. */
export abstract class ConfirmedOrders {
  /** Page after page, in the order of their ids. Rejects where the orders can't be asked. */
  abstract pages(): AsyncIterable<readonly BoughtTogether[]>;
}
