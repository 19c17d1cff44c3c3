import type { Order, OrderFailure, PlaceOrder } from '@twinshop/order-contracts';
import type { Result } from '@twinshop/platform/errors';

export interface Placed {
  order: Order;
  /** Whether this key had placed the order before. */
  replayed: boolean;
}

export type PlaceRefusal = Extract<
  OrderFailure,
  'order_empty' | 'order_too_large' | 'product_unavailable' | 'idempotency_key_reused' | 'unauthenticated'
>;

export type CancelRefusal = Extract<OrderFailure, 'order_not_found' | 'order_not_cancellable'>;

/** How orders are accepted and taken back. A process chooses one way, in its wiring. */
export abstract class Checkout {
  /**
   * Accepts an order, once for each key of a customer.
   * @throws where the shop can't say at the moment
   */
  abstract place(customerId: string, key: string, request: PlaceOrder): Promise<Result<Placed, PlaceRefusal>>;

  /** Takes a confirmed order back: stock returned and refunded in full, once. */
  abstract cancel(customerId: string, orderId: string): Promise<Result<Order, CancelRefusal>>;
}
