import type { Drill, Scenario } from '../drill.ts';
import type { ProviderBehaviour } from '../faults/fault.ts';
import type { Judge } from '../expectations/judge.ts';
import { breakerStaysClosed } from '../expectations/breaker.judges.ts';
import { drains, keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers } from '../expectations/traffic.judges.ts';

const code = [
  {
    path: 'libs/payment/feature/src/provider/payment-provider.ts',
    what: 'attempts, deadlines, and one key for all of them',
  },
  { path: 'libs/payment/feature/src/persistence/payments.ts', what: 'a payment as a row of its own' },
  {
    path: 'libs/payment/feature/src/use-cases/take-payments-back/take-payments-back.ts',
    what: 'what is refunded',
  },
  { path: 'libs/order/feature/src/domain/checkout-saga.ts', what: 'what is undone where no money came' },
] as const;

const misbehaving = (
  behaviour: ProviderBehaviour,
  faultMs: number,
  expects: readonly Judge[] = [],
): Scenario => ({
  faults: [{ kind: 'provider', behaviour }],
  faultMs,
  expects: [answers('product page', 1), ...expects, keepsRunning(), recovers(60_000), drains(60_000)],
});

export const providerDown: Drill = {
  name: 'provider-down',
  title: 'The payment provider is down for two minutes',
  question: 'May one sell while nobody can be charged?',
  watch: [
    'The services: orders are accepted and wait; those that have waited longer than their deadline are rejected, and their stock is returned.',
    'The monolith: each order waits for the provider in its own request.',
    'The ledger: nobody is charged for an order that was given up.',
  ],
  why: [
    'A payment is asked for during 30 s; then the order is rejected, its stock returned, and whatever the provider did is refunded.',
    'The breaker to the provider saves both sides the attempts.',
  ],
  code,
  variants: {
    microservices: misbehaving({ down: true }, 120_000, [answers('place order', 0.999)]),
    monolith: misbehaving({ down: true }, 120_000),
  },
};

export const providerSlow: Drill = {
  name: 'provider-slow',
  title: 'The payment provider takes two seconds',
  question: 'Whose patience does a slow partner cost?',
  watch: [
    'The services: a new order is answered at once, and confirmed two seconds later.',
    'The monolith: a new order is answered two seconds later.',
  ],
  why: [
    'A queue between accepting and charging makes the provider’s time nobody’s waiting time.',
    'A hundred charges may be under way at once.',
  ],
  code,
  variants: {
    microservices: misbehaving({ latencyMs: 2_000 }, 15_000, [answers('place order', 0.999)]),
    monolith: misbehaving({ latencyMs: 2_000 }, 15_000, [answers('place order', 0.999)]),
  },
};

export const providerLosesReplies: Drill = {
  name: 'provider-loses-replies',
  title: 'The payment provider charges, and says nothing',
  question: 'Does a lost reply become a second charge?',
  watch: [
    'Every third reply is lost after the money was taken.',
    'The ledger: one charge for each confirmed order, none for the others.',
  ],
  why: [
    'An attempt is repeated with the key of the first: the provider answers with the charge that there is.',
    'A payment that was given up is looked up at the provider, and what was captured for it is refunded.',
  ],
  code,
  guards: ['idempotency', 'retry'],
  variants: {
    microservices: misbehaving({ loseReplyRate: 0.33 }, 15_000, [answers('place order', 0.999)]),
    monolith: misbehaving({ loseReplyRate: 0.33 }, 15_000),
  },
};

export const providerStumbles: Drill = {
  name: 'provider-stumbles',
  title: 'One call in a hundred to the payment provider fails',
  question: 'Does a breaker mistake bad luck for a disaster?',
  watch: [
    'The breaker to the provider: it stays closed.',
    'Orders: confirmed all the same, as a failed attempt is repeated.',
  ],
  why: [
    'A breaker opens when most calls of a few seconds fail, not when some do.',
    'What failed without an effect is asked again, with the same key.',
  ],
  code,
  guards: ['retry'],
  variants: {
    microservices: misbehaving({ errorRate: 0.01 }, 15_000, [
      answers('place order', 0.999),
      breakerStaysClosed('payment→payment-provider'),
    ]),
    monolith: misbehaving({ errorRate: 0.01 }, 15_000, [
      answers('place order', 0.999),
      breakerStaysClosed('monolith→payment-provider'),
    ]),
  },
};
