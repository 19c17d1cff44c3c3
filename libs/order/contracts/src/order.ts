import { Id, Limit, Money } from '@twinshop/platform/values';
import { z } from 'zod';
import { Line, Quantity } from './cart.ts';

export const MOST_LINES = 500;

export const ORDER_STATUSES = ['pending', 'confirmed', 'rejected', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const REJECTIONS = [
  'out_of_stock',
  'payment_declined',
  'product_unavailable',
  'payment_unavailable',
] as const;
/** Why an order was rejected. */
export type Rejection = (typeof REJECTIONS)[number];

const RequestedLine = z.strictObject({ productId: Id, quantity: Quantity });
export type RequestedLine = z.infer<typeof RequestedLine>;

export const PlaceOrder = z.strictObject({
  items: z
    .array(RequestedLine)
    .max(MOST_LINES)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      for (const [index, { productId }] of items.entries()) {
        if (seen.has(productId)) {
          context.addIssue({
            code: 'custom',
            path: [index, 'productId'],
            message: 'This product stands here twice',
          });
        }
        seen.add(productId);
      }
    })
    .optional(),
  payment: z.strictObject({
    method: z.literal('card'),
    token: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'Invalid card token'),
  }),
});
export type PlaceOrder = z.infer<typeof PlaceOrder>;

export const Order = z
  .strictObject({
    id: Id,
    status: z.enum(ORDER_STATUSES),
    items: z.array(Line),
    total: Money,
    failure: z.strictObject({ code: z.enum(REJECTIONS) }).nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

export const ListOrders = z.object({ limit: Limit(20), after: z.string().min(1).max(1_000).optional() });
export type ListOrders = z.infer<typeof ListOrders>;

export const OrderPage = z
  .strictObject({ items: z.array(Order), next: z.string().nullable() })
  .meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof OrderPage>;
