import { createHash } from 'node:crypto';
import type { PlaceOrder } from '@twinshop/order-contracts';

/** Tells whether two requests with one idempotency key ask for the same. The order of fields does not matter. */
export const fingerprint = ({ items, payment }: PlaceOrder): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        items?.map(({ productId, quantity }) => [productId, quantity]) ?? null,
        payment.method,
        payment.token,
      ]),
    )
    .digest('base64url');
