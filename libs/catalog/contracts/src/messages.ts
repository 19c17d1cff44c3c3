import { messageType } from '@twinshop/platform/messages';
import { Id } from '@twinshop/platform/values';
import { z } from 'zod';

const Pieces = z.int().min(1);

/** Sets stock aside for an order, all lines or none. Answered by `StockReserved` or `StockRefused`. */
export const ReserveStock = messageType(
  'catalog.reserve-stock.v1',
  z.object({ orderId: Id, lines: z.array(z.object({ productId: Id, quantity: Pieces })) }),
);

/**
 * Gives an order's stock back, whether it was reserved, sold, or is only asked for later. Answered by `StockReleased`,
 * also where there was nothing to give back.
 */
export const ReleaseStock = messageType('catalog.release-stock.v1', z.object({ orderId: Id }));

export const StockReserved = messageType('catalog.stock-reserved.v1', z.object({ orderId: Id }));

export const StockRefused = messageType(
  'catalog.stock-refused.v1',
  z.object({ orderId: Id, reason: z.enum(['out_of_stock', 'product_unavailable']) }),
);

/** Nothing is set aside for this order any more, nor will anything be. */
export const StockReleased = messageType('catalog.stock-released.v1', z.object({ orderId: Id }));

/** A product has another name or price from now on. */
export const OfferChanged = messageType(
  'catalog.offer-changed.v1',
  z.object({
    productId: Id,
    name: z.string(),
    price: z.int().min(1).describe('minor units'),
    version: z.int().min(1).describe('greater for what is newer'),
  }),
);
