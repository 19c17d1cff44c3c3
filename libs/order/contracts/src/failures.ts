import type { FailureTable } from '@twinshop/platform/errors';

export const orderFailures = {
  email_taken: { status: 409, title: 'Somebody is signed up with this email' },
  bad_credentials: { status: 401, title: 'Email or password is wrong' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  product_not_found: { status: 404, title: 'There is no such product' },
  order_not_found: { status: 404, title: 'There is no such order' },
  order_empty: { status: 400, title: 'There is nothing to order' },
  order_too_large: { status: 400, title: 'An order has at most 500 lines' },
  order_not_cancellable: { status: 409, title: 'This order can’t be cancelled' },
  product_unavailable: { status: 409, title: 'A product of this order is not for sale' },
  idempotency_key_reused: { status: 409, title: 'This key came with another request before' },
  cursor_invalid: { status: 400, title: 'This cursor belongs to no page of this list' },
} as const satisfies FailureTable;

export type OrderFailure = keyof typeof orderFailures;
