import type { Lesson, Pattern } from '../lesson.ts';
import { AWS_IDEMPOTENT, AWS_RETRIES, NYGARD, RICHARDSON } from './sources.ts';

const SAGA: Pattern = {
  name: 'Saga',
  here: 'Money cannot be rolled back with a transaction, so what was reserved is released and what was captured is refunded.',
  source: RICHARDSON,
};
const KEY: Pattern = {
  name: 'Idempotency key',
  here: 'Every attempt at an order’s charge has the same key, and the provider charges once for a key.',
  source: AWS_IDEMPOTENT,
};

export const providerDown: Lesson = {
  fault:
    'The company that charges cards is away for two minutes: every call to it breaks off. It is outside of the shop, so there is nothing to repair here. One may refuse to sell, or sell and hope, or sell and be able to take it back.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Charges break off. After five in ten seconds, most of them failed, the breaker to the provider opens; it tries again each second, as orders wait for it.',
      },
      {
        when: 'meanwhile',
        what: 'New orders are accepted at once. They have their stock, and wait for their money. A payment is asked for again after 0.2 to 2 seconds, ever more rarely.',
      },
      {
        when: '30 s after each order',
        what: 'Its payment is given up, its stock is returned, and it is rejected: “the payment could not be made”.',
      },
      {
        when: 'healed',
        what: 'The first probe is answered, the breaker closes. Orders younger than thirty seconds are charged and confirmed.',
      },
      {
        when: 'afterwards',
        what: 'Each payment that was given up is looked up at the provider. What was captured after all is refunded, with a key of its own.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'Each order asks in its own request, for up to eight seconds. Then it is answered as pending, and a sweep goes on with it.',
      },
      {
        when: '30 s after each order',
        what: 'One short last attempt of two seconds, then it is rejected and its stock returned.',
      },
      {
        when: 'healed',
        what: 'Pending orders are charged by the sweep, a hundred at a time. What was given up and captured is refunded.',
      },
    ],
  },
  patterns: [
    SAGA,
    {
      name: 'Circuit breaker',
      here: 'The provider is spared thousands of attempts while it is down, and the shop their time.',
      source: NYGARD,
    },
    {
      name: 'Backoff',
      here: 'A payment is asked for again after a quarter of the time that it has waited, from 0.2 to 2 s.',
      source: AWS_RETRIES,
    },
    KEY,
  ],
  costs:
    'Orders that are rejected after half a minute, with customers who thought that they had bought something. Half a minute is a decision of the shop’s owner, and one constant in the code.',
  difference:
    'In the services the outage is invisible to whoever places an order. In the monolith each one waits for eight seconds, and holds a request while it does; pages are as fast as before in both.',
};

export const providerSlow: Lesson = {
  fault:
    'The provider takes two seconds for each charge, on a busy Saturday. It works; it only takes longer than anybody likes to look at a wheel that turns.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'New orders are answered in milliseconds, as pending. Charges line up and are made thirty at a time, with room for a hundred.',
      },
      { when: '2 s later', what: 'Each order is confirmed, and customers who follow theirs are told.' },
      { when: 'healed', what: 'The line is gone after two seconds.' },
    ],
    monolith: [
      { when: '0 s', what: 'Each order is answered after two seconds, with its final word.' },
      {
        when: 'meanwhile',
        what: 'Thirty requests wait for the provider at any time. They hold no connection to the database while they do, so pages are as before.',
      },
      { when: 'healed', what: 'The next order is fast.' },
    ],
  },
  patterns: [
    {
      name: 'Asynchronous messaging',
      here: 'A queue between accepting and charging makes the provider’s time nobody’s waiting time.',
      source: RICHARDSON,
    },
    { name: 'Bulkhead', here: 'At most a hundred calls to the provider run at once.', source: NYGARD },
    {
      name: 'Transactions without remote calls',
      here: 'The monolith commits stock and order first and asks for the money afterwards: a connection that is held during a call is a pool that is empty.',
      source: RICHARDSON,
    },
  ],
  costs:
    'The customer of the services is told “accepted” and not “paid”, and has to look again or be told. Somebody has to build that page.',
  difference:
    'The monolith’s answer is simpler to use: paid or not. The services’ answer is faster and says less. Which is better depends on the provider’s slowest hundredth, which neither of them can choose.',
};

export const providerLosesReplies: Lesson = {
  fault:
    'The provider takes the money, and its reply is lost. To the shop that looks exactly like a charge that never arrived. Asking again might charge twice; not asking might send goods for nothing, or turn away somebody who has paid.',
  moments: {
    microservices: [
      { when: '0 s', what: 'Every third charge is carried out and its connection dropped.' },
      {
        when: '0.2 s later',
        what: 'It is asked for again, with the key of the first attempt. The provider knows the key and answers with the charge that there is.',
      },
      {
        when: 'if all replies are lost for 30 s',
        what: 'The payment is given up and the order rejected. It is looked up afterwards, found captured, and refunded.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'The request that places the order asks again after a tenth of a second, with the same key, for up to eight seconds.',
      },
      { when: 'afterwards', what: 'Whatever is still pending is asked for by the sweep.' },
    ],
  },
  patterns: [
    KEY,
    {
      name: 'Retry',
      here: 'Only what is safe to repeat is repeated; the key makes a charge so.',
      source: AWS_RETRIES,
    },
    SAGA,
  ],
  costs:
    'The provider has to keep keys, here for a day. A charge that is nearly so old is not asked for under its key any more, but looked up.',
  difference:
    'There is none to speak of: the provider is beyond any transaction of either. Those who fear distributed systems have one already, as soon as they take cards.',
};

export const providerStumbles: Lesson = {
  fault:
    'One call in a hundred is answered with an error, as with any partner on any day. Whoever takes each of them for a disaster has a disaster each minute.',
  moments: {
    microservices: [
      {
        when: 'now and then',
        what: 'A charge is answered 500. It is asked for again 0.2 seconds later, with the same key.',
      },
      {
        when: 'all the while',
        what: 'Far fewer than half of ten seconds’ calls fail, so the breaker has no reason to open.',
      },
    ],
    monolith: [
      {
        when: 'now and then',
        what: 'The request that places the order asks again after a tenth of a second. Its customer sees an order that took a little longer.',
      },
    ],
  },
  patterns: [
    {
      name: 'Circuit breaker',
      here: 'It opens when most calls of the last seconds failed, and there were at least five. A breaker that opens earlier turns a small fault into a large one.',
      source: NYGARD,
    },
    {
      name: 'Retry',
      here: 'What failed is asked again; that is enough for faults that are rare and short.',
      source: AWS_RETRIES,
    },
    KEY,
  ],
  costs: 'A threshold of half the calls is late for faults of a third of them: those are borne by retries.',
  difference: 'None: both ask the same provider with the same client.',
};
