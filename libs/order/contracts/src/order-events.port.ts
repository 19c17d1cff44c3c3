/** An order was paid and is to be sent. */
export interface ConfirmedOrder {
  orderId: string;
  customerId: string;
  lines: readonly { productId: string; quantity: number }[];
}

/** Where the order module says what happened. */
export abstract class OrderEvents {
  /** Called after the fact is committed. */
  abstract confirmed(event: ConfirmedOrder): void;
}
