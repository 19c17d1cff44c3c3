import type { Mutation } from '../mutation.ts';

const SAGA = 'libs/order/feature/dist/domain/checkout-saga.js';
const STEPS = 'libs/order/feature/dist/domain/take-steps.js';
const SETTLE = 'libs/order/feature/dist/checkout-in-one-transaction/settle-order.js';

export const freshProviderKey: Mutation = {
  name: 'fresh-provider-key',
  takesAway: "The order's one key at the provider: each attempt has one of its own.",
  processes: ['payment', 'monolith'],
  edits: [
    {
      module: 'libs/payment/feature/dist/provider/payment-provider.js',
      replace: '`charge-${orderId}`',
      by: '`charge-${crypto.randomUUID()}`',
    },
  ],
};

export const confirmedWithoutCharge: Mutation = {
  name: 'confirmed-without-charge',
  takesAway: 'The charge: an order is confirmed as soon as its stock is there.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: SAGA,
      replace: "stockReserved: { to: 'charging', send: ['chargePayment'] },",
      by: "stockReserved: { to: 'confirmed', send: ['orderConfirmed'] },",
    },
    { module: SETTLE, replace: 'await this.charge(order, patienceMs);', by: "'captured';" },
  ],
};

export const confirmedThoughDeclined: Mutation = {
  name: 'confirmed-though-declined',
  takesAway: 'The difference between a card that was charged and one that was declined.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: SAGA,
      replace: `paymentDeclined: { to: 'releasing', failure: 'payment_declined', send: ['releaseStock'] },
        paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
        silence: { to: 'charging', send: ['chargePayment'] },`,
      by: `paymentDeclined: { to: 'confirmed', send: ['orderConfirmed'] },
        paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
        silence: { to: 'charging', send: ['chargePayment'] },`,
    },
    {
      module: SETTLE,
      replace: "return this.reject(order, 'payment_declined');",
      by: 'return this.confirm(order);',
    },
  ],
};

export const refundOmitted: Mutation = {
  name: 'refund-omitted',
  takesAway: 'The refund of an order that is cancelled.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: SAGA,
      replace: "send: ['releaseStock', 'refundPayment', 'orderCancelled']",
      by: "send: ['releaseStock', 'orderCancelled']",
    },
    {
      module: 'libs/order/feature/dist/checkout-in-one-transaction/cancel-order.js',
      replace: 'await this.payment.requestRefund(tx, orderId);',
      by: ';',
    },
  ],
};

export const refundedThoughConfirmed: Mutation = {
  name: 'refunded-though-confirmed',
  takesAway:
    'That an answer which comes again changes nothing: a second word of the capture has it refunded.',
  processes: ['order'],
  edits: [
    {
      module: SAGA,
      replace: `paymentCaptured: IGNORED,
        paymentDeclined: IGNORED,
        paymentAbandoned: IGNORED,
        silence: IGNORED,
        longSilence: IGNORED,
        customerCancels: { to: 'cancelled',`,
      by: `paymentCaptured: { to: 'confirmed', send: ['refundPayment'] },
        paymentDeclined: IGNORED,
        paymentAbandoned: IGNORED,
        silence: IGNORED,
        longSilence: IGNORED,
        customerCancels: { to: 'cancelled',`,
    },
  ],
};

export const aPennyTooMuch: Mutation = {
  name: 'a-penny-too-much',
  takesAway: 'A penny from the customer, with each order.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: STEPS,
      replace: 'data: { orderId: id, amount, sealedSource },',
      by: 'data: { orderId: id, amount: amount + 1, sealedSource },',
    },
    { module: SETTLE, replace: 'amount: order.total_amount,', by: 'amount: order.total_amount + 1,' },
  ],
};
