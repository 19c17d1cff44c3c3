import type { Mutation } from '../mutation.ts';

const RESERVATIONS = 'libs/catalog/feature/dist/persistence/reservations.js';
const SAGA = 'libs/order/feature/dist/domain/checkout-saga.js';
const SETTLE = 'libs/order/feature/dist/checkout-in-one-transaction/settle-order.js';

export const noStockGuard: Mutation = {
  name: 'no-stock-guard',
  takesAway:
    'Whatever keeps pieces from being sold that are not there: the condition, and the constraint below it.',
  processes: ['catalog', 'monolith'],
  edits: [
    {
      module: 'libs/catalog/feature/dist/domain/allocate.js',
      replace: '(taken.get(id) ?? 0) + pieces > onHand.get(id)',
      by: 'false',
    },
    { module: RESERVATIONS, replace: ' AND on_hand >= wanted.pieces', by: '' },
    {
      module: 'libs/catalog/feature/dist/persistence/stock.js',
      replace: ' AND bool_and(on_hand >= quantity)',
      by: '',
    },
    {
      module: 'libs/catalog/feature/dist/persistence/migrations/1790000000001-create-catalog.js',
      replace: ' CONSTRAINT stock_not_negative CHECK (on_hand >= 0)',
      by: '',
    },
  ],
};

export const stockNotReleased: Mutation = {
  name: 'stock-not-released',
  takesAway: 'The compensation of a declined card: what was set aside for the order stays so.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: SAGA,
      replace: `paymentDeclined: { to: 'releasing', failure: 'payment_declined', send: ['releaseStock'] },
        paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
        silence: { to: 'charging', send: ['chargePayment'] },`,
      by: `paymentDeclined: { to: 'rejected', failure: 'payment_declined', send: [] },
        paymentAbandoned: { to: 'releasing', failure: 'payment_unavailable', send: ['releaseStock'] },
        silence: { to: 'charging', send: ['chargePayment'] },`,
    },
    { module: SETTLE, replace: 'await this.stock.giveBack(tx, order.lines);', by: ';' },
  ],
};

export const reservedAgain: Mutation = {
  name: 'reserved-again',
  takesAway: 'That stock is set aside once for an order, however often it asks.',
  processes: ['catalog'],
  edits: [
    {
      module: 'libs/catalog/feature/dist/use-cases/reserve-for-orders/reserve-for-orders.js',
      replace: 'const fresh = wishes.filter(({ orderId }) => !before.has(orderId));',
      by: 'const fresh = wishes;',
    },
  ],
};

export const releasedAgain: Mutation = {
  name: 'released-again',
  takesAway: 'That stock is given back once for an order, however often it is told to.',
  processes: ['catalog'],
  edits: [{ module: RESERVATIONS, replace: " WHERE reservation.status IN ('reserved', 'sold')", by: '' }],
};
