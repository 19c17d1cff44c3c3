/** For each module's queue, the names of the messages that are put into it. */
export const queues: Readonly<Record<string, readonly string[]>> = {
  catalog: ['catalog.reserve-stock.v1', 'catalog.release-stock.v1', 'order.confirmed.v1'],
  order: [
    'catalog.stock-reserved.v1',
    'catalog.stock-refused.v1',
    'catalog.stock-released.v1',
    'payment.captured.v1',
    'payment.declined.v1',
    'payment.abandoned.v1',
    'catalog.offer-changed.v1',
  ],
  payment: ['payment.charge.v1', 'payment.abandon.v1', 'payment.refund.v1'],
  recommendation: ['order.confirmed.v1', 'order.cancelled.v1'],
};
