import {
  OfferChanged,
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
} from '@twinshop/catalog-contracts';
import { OrderCancelled, OrderConfirmed } from '@twinshop/order-contracts';
import {
  AbandonPayment,
  ChargePayment,
  PaymentAbandoned,
  PaymentCaptured,
  PaymentDeclined,
  RefundPayment,
} from '@twinshop/payment-contracts';
import type { MessageType } from '@twinshop/platform/messages';

/**
 * Who hears of what: one queue for each module, and what is put into it. A process that serves a queue has exactly one
 * handler for each of its messages, or does not start.
 */
export const subscriptions = {
  catalog: [ReserveStock, ReleaseStock, OrderConfirmed],
  order: [
    StockReserved,
    StockRefused,
    StockReleased,
    PaymentCaptured,
    PaymentDeclined,
    PaymentAbandoned,
    OfferChanged,
  ],
  payment: [ChargePayment, AbandonPayment, RefundPayment],
  recommendation: [OrderConfirmed, OrderCancelled],
} as const satisfies Record<string, readonly MessageType[]>;

export type Queue = keyof typeof subscriptions;
