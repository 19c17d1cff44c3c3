import type { Mutation } from '../mutation.ts';

const ACCEPT = 'libs/order/feature/dist/checkout-by-saga/accept-orders.js';
const PLACE = 'libs/order/feature/dist/checkout-in-one-transaction/place-order.js';
const ONCE_FOR_EACH_KEY = '     ON CONFLICT (customer_id, idempotency_key) DO NOTHING\n';

export const keysIgnored: Mutation = {
  name: 'keys-ignored',
  takesAway: 'Idempotency keys: an order that is repeated is another order.',
  processes: ['order', 'monolith'],
  edits: [
    { module: ACCEPT, replace: ONCE_FOR_EACH_KEY, by: '' },
    { module: 'libs/order/feature/dist/persistence/orders.js', replace: ONCE_FOR_EACH_KEY, by: '' },
    {
      module: 'libs/order/feature/dist/persistence/migrations/1790000000002-create-orders.js',
      replace: 'CREATE UNIQUE INDEX orders_idempotency',
      by: 'CREATE INDEX orders_idempotency',
    },
  ],
};

export const answeredBeforeCommit: Mutation = {
  name: 'answered-before-commit',
  takesAway: 'That an order is committed when the customer is told of it: the commit comes later, and fails.',
  processes: ['order', 'monolith'],
  edits: [
    {
      module: ACCEPT,
      replace: 'const accepting = this.write(database, batch);',
      by: `const accepting = new Promise((answer, fail) => {
                database.transaction(async (tx) => {
                    answer(await this.write(tx, batch));
                    throw new Error('The commit failed.');
                }).catch(fail);
            });`,
    },
    {
      module: PLACE,
      replace: 'return await this.database.transaction((tx) => this.acceptIn(tx, customerId, key, request));',
      by: `return await new Promise((answer, fail) => {
                this.database.transaction(async (tx) => {
                    answer(await this.acceptIn(tx, customerId, key, request));
                    throw new Error('The commit failed.');
                }).catch(fail);
            });`,
    },
    {
      module: PLACE,
      replace: 'const settled = await this.settlement.run(accepted.value, REQUEST_PATIENCE_MS);',
      by: 'const settled = accepted.value;',
    },
  ],
};
