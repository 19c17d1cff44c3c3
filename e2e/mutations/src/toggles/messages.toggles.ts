import { noInbox } from '../seeded-bugs/messages.bugs.ts';
import { keysIgnored } from '../seeded-bugs/orders.bugs.ts';
import type { Toggle } from './toggle.ts';

const RELAY = 'libs/platform/dist/messaging/relay.js';

export const outbox: Toggle = {
  name: 'outbox',
  takesAway:
    'That messages are kept until they have left: each is published once, as soon as it is committed, and nobody looks how that ended.',
  variants: ['microservices'],
  expect:
    'What is committed while Redis is away is lost: orders wait until they ask again, and who hears only once, hears nothing.',
  processes: ['catalog', 'order', 'payment'],
  edits: [
    {
      module: RELAY,
      replace: `if (!this.client.connected)
            throw new Error('Redis is away');
        await this.incarnation.check();`,
      by: '',
    },
    {
      module: RELAY,
      replace: `return this.database.transaction(async (tx) => {
            const rows = await tx.query(TAKE);`,
      by: 'return this.database.transaction((tx) => tx.query(TAKE)).then(async (rows) => {',
    },
    {
      module: RELAY,
      replace: 'await this.client.deliver(rows.map(messageOf), options);',
      by: 'this.client.deliver(rows.map(messageOf), options).catch(() => undefined);',
    },
  ],
};

export const idempotency: Toggle = {
  name: 'idempotency',
  takesAway: 'What tells a repetition: keys of orders are ignored, and no inbox notes what has come.',
  variants: ['monolith', 'microservices'],
  expect:
    'An order whose answer was lost and that is sent again is bought twice; messages take effect twice.',
  processes: ['catalog', 'order', 'payment', 'monolith'],
  edits: [...keysIgnored.edits, ...noInbox.edits],
};
