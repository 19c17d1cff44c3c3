import type { Mutation } from '../mutation.ts';

const INBOX = 'libs/platform/dist/messaging/inbox.js';
const RELAY = 'libs/platform/dist/messaging/relay.js';

export const noInbox: Mutation = {
  name: 'no-inbox',
  takesAway: 'The inbox: a message takes effect each time it is delivered.',
  processes: ['catalog', 'order', 'payment'],
  edits: [
    {
      module: INBOX,
      replace: 'const first = messages.filter(({ eventId }) => fresh.delete(eventId));',
      by: 'const first = messages;',
    },
  ],
};

export const inboxApart: Mutation = {
  name: 'inbox-apart',
  takesAway: 'That a message is noted and takes effect in one transaction: noted it is first, and for good.',
  processes: ['catalog', 'order', 'payment'],
  edits: [
    {
      module: INBOX,
      replace: `const first = messages.filter(({ eventId }) => fresh.delete(eventId));
            if (first.length > 0)
                await effect(tx, first);
        });`,
      by: `return messages.filter(({ eventId }) => fresh.delete(eventId));
        }).then((first) => first.length > 0 && this.database.transaction((tx) => effect(tx, first)));`,
    },
  ],
};

export const relayMarksFirst: Mutation = {
  name: 'relay-marks-first',
  takesAway:
    'That the outbox is marked with what was sent: it is marked first, and what fails then is not sent.',
  processes: ['catalog', 'order', 'payment'],
  edits: [
    {
      module: RELAY,
      replace: `return this.database.transaction(async (tx) => {
            const rows = await tx.query(TAKE);`,
      by: 'return this.database.transaction((tx) => tx.query(TAKE)).then(async (rows) => {',
    },
  ],
};

export const relayByCursor: Mutation = {
  name: 'relay-by-cursor',
  takesAway:
    'That rows are found by not being marked: the relay asks for ids above the last, and skips what commits late.',
  processes: ['catalog', 'order', 'payment'],
  edits: [
    {
      module: RELAY,
      replace: `SELECT event_id FROM outbox, lazily
     WHERE published_at IS NULL`,
      by: `SELECT event_id FROM outbox, lazily
     WHERE published_at IS NULL AND event_id > $1`,
    },
    {
      module: RELAY,
      replace: 'await tx.query(TAKE);',
      by: `await tx.query(TAKE, [this.cursor ?? '00000000-0000-0000-0000-000000000000']);`,
    },
    {
      module: RELAY,
      replace: 'this.incarnation.sending();',
      by: 'this.cursor = rows.at(-1).eventId; this.incarnation.sending();',
    },
  ],
};

export const outboxForgets: Mutation = {
  name: 'outbox-forgets',
  takesAway:
    'Each second confirmation from the outbox of its transaction: the order is confirmed, and nobody hears of it.',
  processes: ['order'],
  edits: [
    {
      module: 'libs/order/feature/dist/checkout-by-saga/checkouts.js',
      replace: 'this.outbox.rows(messages),',
      by: `this.outbox.rows(messages.filter(({ type }) =>
                type.name !== 'order.confirmed.v1' || (this.confirmed = (this.confirmed ?? 0) + 1) % 2 === 0)),`,
    },
  ],
};

export const subscriberMissing: Mutation = {
  name: 'subscriber-missing',
  takesAway: 'The catalogue from those whom orders tell that they are confirmed.',
  processes: ['order'],
  edits: [
    {
      module: 'libs/subscriptions/dist/subscriptions.js',
      replace: 'catalog: [ReserveStock, ReleaseStock, OrderConfirmed],',
      by: 'catalog: [ReserveStock, ReleaseStock],',
    },
  ],
};

export const messageSwallowed: Mutation = {
  name: 'message-swallowed',
  takesAway: 'The effect of a confirmation in the catalogue, which acknowledges it all the same.',
  processes: ['catalog'],
  edits: [
    {
      module: 'libs/catalog/feature/dist/messaging/stock.messages.js',
      replace: 'return this.selling(message);',
      by: 'return Promise.resolve();',
    },
  ],
};

export const cancellationsNotProjected: Mutation = {
  name: 'cancellations-not-projected',
  takesAway: 'Cancellations from what recommendations are made of.',
  processes: ['recommendation'],
  edits: [
    {
      module: 'libs/recommendation/feature/dist/messaging/order.messages.js',
      replace: "return this.changes.load({ kind: 'cancelled', order: data });",
      by: 'return Promise.resolve();',
    },
  ],
};
