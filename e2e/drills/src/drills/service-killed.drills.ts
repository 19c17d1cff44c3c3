import type { Drill, Scenario } from '../drill.ts';
import { drains, keepsRunning, recovers } from '../expectations/shop.judges.ts';
import type { Judge } from '../expectations/judge.ts';
import { answers } from '../expectations/traffic.judges.ts';

/** A process is killed, and started again three seconds later. */
const killed = (part: string, expects: readonly Judge[]): Scenario => ({
  faults: [{ kind: 'kill', part }],
  faultMs: 3_000,
  supervised: false,
  expects: [...expects, keepsRunning(part), recovers(20_000), drains(60_000)],
});

const monolithKilled = killed('monolith', []);

const HERE = {
  inbox: {
    path: 'libs/platform/src/messaging/inbox.ts',
    what: 'what is delivered twice has its effect once',
  },
  relay: { path: 'libs/platform/src/messaging/relay.ts', what: 'what was not published is published' },
  saga: { path: 'libs/order/feature/src/domain/checkout-saga.ts', what: 'where an order goes on' },
  provider: {
    path: 'libs/payment/feature/src/provider/payment-provider.ts',
    what: 'one key for all attempts at a charge',
  },
} as const;

export const catalogKilled: Drill = {
  name: 'catalog-killed',
  title: 'The catalogue is killed',
  question: 'Can one buy while nobody can look?',
  watch: [
    'New orders: still accepted, from copies of the offers that the orders keep.',
    'Orders pending: they wait for their stock until the catalogue is back, then come to their end in one sweep.',
    'Product pages: errors, until it is back.',
  ],
  why: [
    'The order service has its own copy of what is for sale, kept by messages.',
    'A wish to reserve waits in a queue; what was reserved and not yet told is told again.',
  ],
  code: [HERE.inbox, HERE.relay, HERE.saga],
  variants: {
    microservices: killed('catalog', [answers('place order', 0.999), answers('read order', 1)]),
    monolith: monolithKilled,
  },
};

export const orderKilled: Drill = {
  name: 'order-killed',
  title: 'The orders are killed',
  question: 'What becomes of orders amid their checkout?',
  watch: [
    'Product pages: as before.',
    'Orders whose answer was lost: repeated with their key, each is one order.',
    'The checker: what stock and payment were told twice, they did once.',
  ],
  why: [
    'An order and its first message are one transaction; the saga goes on from where its table stands.',
    'A client that repeats its idempotency key gets the order that there is.',
  ],
  code: [HERE.saga, HERE.inbox, HERE.relay],
  guards: ['idempotency'],
  variants: {
    microservices: killed('order', [answers('product page', 1), answers('related products', 1)]),
    monolith: monolithKilled,
  },
};

export const paymentKilled: Drill = {
  name: 'payment-killed',
  title: 'Payments are killed',
  question: 'Is anybody charged twice, or for nothing?',
  watch: [
    'New orders: accepted as before, and pending.',
    'The provider’s ledger, held against the orders to the penny.',
  ],
  why: [
    'Charges wait in their queue. Whoever takes one over repeats the provider’s idempotency key.',
    'A payment is a row of its own, written before anybody is asked for money.',
  ],
  code: [HERE.provider, HERE.inbox],
  variants: {
    microservices: killed('payment', [answers('product page', 1), answers('place order', 0.999)]),
    monolith: monolithKilled,
  },
};

export const gatewayKilled: Drill = {
  name: 'gateway-killed',
  title: 'The gateway is killed',
  question: 'What is a single way in worth?',
  watch: [
    'Everything fails at once, and is back at once: the gateway keeps nothing.',
    'The processes behind it do not notice, and finish what is under way.',
  ],
  why: [
    'It has no state: what it was told to do is in its configuration.',
    'More than one of it would need somebody in front who shares connections out; this shop has one.',
  ],
  code: [{ path: 'gateway/src/render-gateway.ts', what: 'its configuration, made from the topology' }],
  variants: {
    microservices: killed('gateway', []),
    monolith: {
      because: 'It has no gateway in front. What kills its only process is the drill catalog-killed.',
    },
  },
};
