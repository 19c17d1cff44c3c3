import { messageType } from '@twinshop/platform/messages';
import { Id } from '@twinshop/platform/values';
import { z } from 'zod';

const OfOrder = z.object({ orderId: Id });

/**
 * Charges once for an order, however often it comes. Answered by `PaymentCaptured`, `PaymentDeclined`, or, where the
 * provider could not be reached for as long as an order waits, `PaymentAbandoned`.
 */
export const ChargePayment = messageType(
  'payment.charge.v1',
  z.object({
    orderId: Id,
    amount: z.int().min(1).describe('minor units'),
    sealedSource: z.string().describe('the card token, encrypted for the payment module'),
  }),
);

/** Gives a charge up that is not answered; what is captured all the same is refunded. Answered like `ChargePayment`. */
export const AbandonPayment = messageType(
  'payment.abandon.v1',
  z.object({ orderId: Id, amount: z.int().min(1).describe('minor units') }),
);

/** Refunds what was captured for an order, in full and once. */
export const RefundPayment = messageType('payment.refund.v1', OfOrder);

export const PaymentCaptured = messageType('payment.captured.v1', OfOrder);
export const PaymentDeclined = messageType('payment.declined.v1', OfOrder);
export const PaymentAbandoned = messageType('payment.abandoned.v1', OfOrder);
