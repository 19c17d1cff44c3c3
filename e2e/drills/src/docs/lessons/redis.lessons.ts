import type { Lesson, Pattern } from '../lesson.ts';
import { HOHPE, KLEPPMANN, RICHARDSON } from './sources.ts';

const OUTBOX: Pattern = {
  name: 'Transactional outbox',
  here: 'What is to be sent is committed with what it tells of. Redis may be away; the row is there.',
  source: RICHARDSON,
};
const INBOX: Pattern = {
  name: 'Idempotent receiver',
  here: 'What is sent twice takes effect once, as the receiver notes ids with effects.',
  source: HOHPE,
};

export const redisDown: Lesson = {
  fault:
    'The server that all queues live in is gone. A shop whose services talk by messages has made it a part of every order; the question is whether orders have to wait for it.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Connections break. Relays stop taking rows from the outboxes; workers try to connect again, at least once a second.',
      },
      {
        when: 'meanwhile',
        what: 'An order is one transaction in the order service’s own database, with its first message in the outbox, so it is accepted as fast as ever. It stays pending. Recommendations lose their projection, which is in Redis, and pages show the default list.',
      },
      {
        when: 'meanwhile',
        what: 'No process says that it is not ready. Redis is away for all replicas alike, and taking them away from customers would make an outage of a delay.',
      },
      {
        when: 'healed',
        what: 'Within a second relays and workers are connected. Outboxes are sent in batches of 500, and what was pending goes through stock and payment.',
      },
    ],
  },
  patterns: [
    OUTBOX,
    {
      name: 'Guaranteed delivery',
      here: 'A message is kept by its sender until the queue has it.',
      source: HOHPE,
    },
    {
      name: 'Backpressure by waiting',
      here: 'Orders that cannot go on stand in a table, which is made for that, and not in memory.',
      source: `${KLEPPMANN}, chapter 11`,
    },
  ],
  costs:
    'Each message is written to PostgreSQL and read again before Redis sees it: one insert, one update, a few milliseconds. Customers wait for their confirmation while Redis is away.',
  difference:
    'The monolith has no queue to lose. Queues make services independent of each other’s presence and dependent on the queue’s; the outbox takes that last dependency away from whoever takes orders.',
};

export const redisRestarted: Lesson = {
  fault:
    'Redis crashes and is back at once, and again four seconds later. It answers “kept” before it has written to the disk, which it does once a second: what came since then is gone, although it was acknowledged. Nobody is told.',
  moments: {
    microservices: [
      { when: '0 s', what: 'Redis is killed; up to two seconds of acknowledged jobs may be lost.' },
      {
        when: 'within 1 s',
        what: 'It is started by the runner, with what its log holds. Relays connect and see another run id: this is not the Redis that they knew.',
      },
      {
        when: 'at once',
        what: 'Each outbox sends again what it had published in the fifteen seconds before Redis was last known to be the same.',
      },
      {
        when: 'meanwhile',
        what: 'Most of that is there already: a job with the same id is not added, a message that was dealt with is left aside by the inbox.',
      },
      { when: 'healed', what: 'The checker counts each message: none lost, none with two effects.' },
    ],
  },
  patterns: [
    OUTBOX,
    INBOX,
    {
      name: 'Fencing by incarnation',
      here: 'A server’s run id and a marker tell whether it still is who it was.',
      source: `${KLEPPMANN}, chapter 8`,
    },
  ],
  costs:
    'Fifteen seconds of messages are sent twice after each crash. Rows stay in the outbox for a while after they were published, so that there is something to send.',
  difference:
    'Exactly-once does not come with a queue, it comes from both ends: the sender repeats, the receiver recognises. A monolith’s transaction gives both for nothing, and only inside one database.',
};

export const redisFlushed: Lesson = {
  fault:
    'Somebody types FLUSHALL into the wrong window. Redis stays up, every connection stays open, and nothing is left: no jobs, no projection. There is no error that anybody could catch.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Queues are empty. Orders whose messages were in them hear nothing. Related products have no projection, and come from the default list.',
      },
      {
        when: 'within 1 s',
        what: 'Relays look for a marker that they had put into Redis, as they do each second. It is gone, so everything is: each outbox sends all that it still has, the latest first, and whatever is new before it.',
      },
      {
        when: 'within 3 s',
        what: 'Recommendations find their projection incomplete and build it anew from the confirmed orders, which the order service hands out page by page.',
      },
      {
        when: 'after 15 s at the latest',
        what: 'An order that has still heard nothing asks again by itself.',
      },
    ],
  },
  patterns: [
    {
      name: 'Derived data',
      here: 'Redis holds nothing that cannot be made again: messages from outboxes, recommendations from orders.',
      source: `${KLEPPMANN}, chapter 11`,
    },
    OUTBOX,
    INBOX,
    {
      name: 'End-to-end check',
      here: 'Whoever wants an answer asks again, whatever was promised in between.',
      source: 'J. Saltzer, D. Reed and D. Clark, End-to-End Arguments in System Design',
    },
  ],
  costs:
    'One look at a marker a second, outboxes that keep published rows, and a way to rebuild the projection that is tried before it is needed.',
  difference:
    'The monolith computes recommendations from its order tables and has nothing to rebuild. A second store that fits a question better is a second thing to lose; it may only hold what can be derived.',
};
