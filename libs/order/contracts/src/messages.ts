import { messageType } from '@twinshop/platform/messages';
import { Id } from '@twinshop/platform/values';
import { z } from 'zod';

const Bought = {
  orderId: Id,
  customerId: Id,
  lines: z.array(z.object({ productId: Id, quantity: z.int().min(1) })),
};

/** An order is paid and is to be sent. */
export const OrderConfirmed = messageType(
  'order.confirmed.v1',
  z.object({ ...Bought, confirmedAt: z.iso.datetime() }),
);

/** A confirmed order was taken back by its customer. */
export const OrderCancelled = messageType(
  'order.cancelled.v1',
  z.object({ ...Bought, cancelledAt: z.iso.datetime() }),
);
