import { Id, Money } from '@twinshop/platform/values';
import { z } from 'zod';

export const Quantity = z.int().min(1).max(10_000);

export const SetCartItem = z.strictObject({ quantity: Quantity });
export type SetCartItem = z.infer<typeof SetCartItem>;

/** A product in a cart or an order, at a price. */
export const Line = z
  .strictObject({
    productId: Id,
    name: z.string(),
    quantity: Quantity,
    unitPrice: Money,
    lineTotal: Money,
  })
  .meta({ id: 'Line' });
export type Line = z.infer<typeof Line>;

export const Cart = z.strictObject({ items: z.array(Line), total: Money }).meta({ id: 'Cart' });
export type Cart = z.infer<typeof Cart>;
