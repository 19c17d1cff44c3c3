import type { FailureTable } from '@twinshop/platform/errors';

export const catalogFailures = {
  product_not_found: { status: 404, title: 'There is no such product' },
  sku_taken: { status: 409, title: 'Another product has this sku' },
  stock_would_be_negative: { status: 409, title: 'There is less stock than that' },
  stock_too_large: { status: 409, title: 'There is no room for that much stock' },
  idempotency_key_reused: { status: 409, title: 'This key came with another request before' },
  cursor_invalid: { status: 400, title: 'This cursor belongs to no page of this list' },
} as const satisfies FailureTable;

export type CatalogFailure = keyof typeof catalogFailures;
