import type { Drill } from '../drill.ts';
import { drains, keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers } from '../expectations/traffic.judges.ts';

const NO_REDIS = { because: 'It has no queues: its modules call each other, in one transaction.' };

const code = [
  { path: 'libs/platform/src/messaging/outbox.ts', what: 'a message is written with what it tells of' },
  { path: 'libs/platform/src/messaging/relay.ts', what: 'it is marked only once Redis has it' },
  {
    path: 'libs/platform/src/messaging/incarnation.ts',
    what: 'how a Redis is recognised that has forgotten',
  },
  { path: 'libs/platform/src/messaging/inbox.ts', what: 'what comes twice has its effect once' },
] as const;

const goesOn = [
  answers('product page', 1),
  answers('related products', 1),
  answers('place order', 0.999),
  answers('read order', 1),
];

export const redisDown: Drill = {
  name: 'redis-down',
  title: 'Redis is away',
  question: 'Are orders taken while nothing can be put into a queue?',
  watch: [
    'New orders: accepted as before; orders pending and the age of the outboxes grow.',
    'When Redis is back: both fall to nothing within seconds.',
    'Try it for 3, 12 and 60 seconds: --for 60.',
  ],
  why: [
    'An order needs its own database and nothing else. Its messages are in the same transaction, in an outbox.',
    'Relays keep trying; connections are made anew at least every second.',
  ],
  code,
  guards: ['outbox'],
  variants: {
    microservices: {
      faults: [{ kind: 'kill', part: 'redis' }],
      faultMs: 12_000,
      supervised: false,
      expects: [...goesOn, keepsRunning('redis'), recovers(20_000), drains(60_000)],
    },
    monolith: NO_REDIS,
  },
};

export const redisRestarted: Drill = {
  name: 'redis-restarted',
  title: 'Redis crashes and is back at once',
  question: 'What of the last second that Redis had not yet written to its disk?',
  watch: [
    'Messages that were acknowledged and lost are sent again: the checker counts none as lost, none twice.',
  ],
  why: [
    'Redis writes to its disk once a second, so that a crash loses what came since. The outbox still has it.',
    'A Redis with another run id may have lost something: what was published shortly before is published again.',
  ],
  code,
  guards: ['outbox'],
  variants: {
    microservices: {
      faults: [{ kind: 'kill', part: 'redis', everyMs: 4_000 }],
      faultMs: 10_000,
      expects: [...goesOn, keepsRunning('redis'), recovers(20_000), drains(60_000)],
    },
    monolith: NO_REDIS,
  },
};

export const redisFlushed: Drill = {
  name: 'redis-flushed',
  title: 'Redis forgets everything',
  question: 'What if somebody types FLUSHALL?',
  watch: [
    'Queues: empty at once; orders whose messages were in them wait for a moment, and go on.',
    'Recommendations: the default list until the projection is built anew from the orders.',
  ],
  why: [
    'Redis holds nothing that cannot be made again: messages from the outboxes, recommendations from the orders.',
    'A marker that has vanished tells relays that everything has.',
  ],
  code: [
    ...code,
    { path: 'libs/recommendation/feature/src/projection/rebuild.ts', what: 'the projection, built anew' },
  ],
  variants: {
    microservices: {
      faults: [{ kind: 'flush' }],
      faultMs: 3_000,
      expects: [...goesOn, keepsRunning(), recovers(20_000), drains(60_000)],
    },
    monolith: NO_REDIS,
  },
};
