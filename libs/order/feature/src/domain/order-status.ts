import type { OrderStatus } from '@twinshop/order-contracts';

/** The life of an order, as a table: what each status may become. */
export const ORDER_TRANSITIONS = {
  pending: ['confirmed', 'rejected'],
  confirmed: ['cancelled'],
  rejected: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Whether the checkout is over. A confirmed order can still be cancelled, but only if the customer asks. */
export const isSettled = (status: OrderStatus): boolean => status !== 'pending';

/** How long an order waits for the payment provider before it is given up. */
export const PAYMENT_DEADLINE_MS = 30_000;

/** How long a request waits for the payment provider, and a repeated one for the first, before it answers `pending`. */
export const REQUEST_PATIENCE_MS = 8_000;

/** How long the sweep waits for the provider's one answer on an order. */
export const SWEEP_PATIENCE_MS = 5_000;

/** The same where the order is past its deadline, and given up if there is no answer. */
export const LAST_ATTEMPT_MS = 2_000;

/** How long an order belongs to the request or sweep that works on it; after that, a sweep may take it up. */
export const ATTEMPT_LEASE_MS = 15_000;
