import type { Lesson, Moment, Pattern } from '../lesson.ts';
import { AWS_IDEMPOTENT, KLEPPMANN, RICHARDSON } from './sources.ts';

const OUTBOX: Pattern = {
  name: 'Transactional outbox',
  here: 'A message is a row in the same transaction as what it tells of; a relay takes it to its queue afterwards, as often as it must.',
  source: RICHARDSON,
};
const INBOX: Pattern = {
  name: 'Idempotent consumer',
  here: 'Who takes a message notes its id in the same transaction as the effect; the second time there is nothing to do.',
  source: RICHARDSON,
};
const SAGA: Pattern = {
  name: 'Saga',
  here: 'Reserve, charge, confirm; or undo. Where each order stands is a column, and what each message does to it is a table.',
  source: `${RICHARDSON}; H. Garcia-Molina and K. Salem, Sagas`,
};
const KEY: Pattern = {
  name: 'Idempotency key',
  here: 'Who does not know whether a request was heard sends it again in the same words, and gets the order or the charge that there is.',
  source: AWS_IDEMPOTENT,
};
const CRASH_ONLY: Pattern = {
  name: 'Crash-only software',
  here: 'There is no way to stop that keeps more than a crash does: starting and recovering are the same code.',
  source: 'G. Candea and A. Fox, Crash-Only Software',
};

const monolithDies: readonly Moment[] = [
  {
    when: '0 s',
    what: 'The process is killed amid whatever it does. Nothing is answered; what was not committed never was.',
  },
  { when: '3 s', what: 'It is started again, and ready a second or two later.' },
  {
    when: 'within 20 s',
    what: 'Orders that had their stock and not yet their money are taken up by a sweep as soon as their 15 seconds are over: they are charged with the same key, and confirmed or rejected.',
  },
  {
    when: 'afterwards',
    what: 'Customers whose answer was lost repeat their key, and each gets the one order.',
  },
];

export const catalogKilled: Lesson = {
  fault:
    'The process that knows all products dies, and is away for three seconds. Every shop has something that everything else seems to need; the question is how much of the rest really needs it now.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Product pages and lists are refused. There is no fallback for the thing itself.',
      },
      {
        when: 'meanwhile',
        what: 'New orders are accepted: the order service has its own copy of what is for sale and for how much, kept by messages. Each order’s wish to reserve stock is put into the catalogue’s queue and waits there.',
      },
      {
        when: '3 s',
        what: 'The catalogue is started. Jobs that its dead process held are given out again when their lock of five seconds has run out.',
      },
      {
        when: 'within 10 s',
        what: 'What waited is reserved in batches, charged and confirmed. A wish that had been fulfilled and not acknowledged is recognised by the inbox.',
      },
    ],
    monolith: monolithDies,
  },
  patterns: [
    {
      name: 'Data on the outside',
      here: 'A copy of another’s data, with a version, that is good enough to go on with.',
      source: 'P. Helland, Data on the Outside versus Data on the Inside',
    },
    OUTBOX,
    INBOX,
    SAGA,
  ],
  costs:
    'A copy is behind by some milliseconds: an order has the price that the order service knew. And “accepted” is not “confirmed”: a customer may learn a moment later that the last piece was gone.',
  difference:
    'In the monolith an order and its stock are one transaction: simple, exact, and impossible while the process is away. The services take orders without their catalogue, and pay for it with a saga, two copies and a status called pending.',
};

export const orderKilled: Lesson = {
  fault:
    'The process that takes orders and leads each through its checkout dies amid dozens of them. Some customers never get their answer, and do not know whether they bought something.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Orders under way break off; new ones are refused. Pages go on: the catalogue checks customers’ tokens by itself, with a public key.',
      },
      {
        when: 'meanwhile',
        what: 'Stock and payments work on what they were asked for. Their answers wait in the queue of orders.',
      },
      {
        when: '3 s',
        what: 'The process is back. It reads where each order stands from its own rows, and takes the answers.',
      },
      {
        when: 'within 10 s',
        what: 'Answers that the dead process held come again when their lock has run out. What it had dealt with and not acknowledged is left aside by the inbox.',
      },
      {
        when: 'afterwards',
        what: 'Customers without an answer repeat their key. If the order was written, they get it; if not, it is placed now.',
      },
    ],
    monolith: monolithDies,
  },
  patterns: [SAGA, OUTBOX, INBOX, KEY],
  costs:
    'Each step of an order is a transaction with an outbox row and an inbox row: about a millisecond of database work more than a call in the process.',
  difference:
    'Both find their orders again in the database, and both need the idempotency key, because the answer can be lost in either. The monolith asks its own rows what is pending; the services must also be told by others, so every message has to survive a crash on both ends.',
};

export const paymentKilled: Lesson = {
  fault:
    'The process that asks for money dies. Some charges were sent and not answered: has the customer been charged? Nobody on this side knows, and guessing costs money either way.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'New orders are accepted and get their stock. Wishes to charge wait in the queue of payments.',
      },
      { when: '3 s', what: 'The process is back, and charges what waits, up to a hundred at a time.' },
      {
        when: 'within 15 s',
        what: 'A payment that had been begun belongs to whoever began it for ten seconds; then it is asked for again, with the order’s key. If the provider had charged already, it answers with that charge.',
      },
    ],
    monolith: monolithDies,
  },
  patterns: [
    KEY,
    {
      name: 'Write-ahead intent',
      here: 'A payment is a row before anybody is asked for money, so that a crash leaves a note of what may have been done.',
      source: `${KLEPPMANN}, chapter 7`,
    },
    INBOX,
  ],
  costs:
    'A row, and a wait of ten seconds for those few payments whose owner died. It could be shorter, at the risk that two ask at once; the key would make that harmless, too.',
  difference:
    'The provider is outside of every transaction in both variants, so both have the same problem and the same answer. What the split adds is that shopping goes on meanwhile.',
};

export const gatewayKilled: Lesson = {
  fault:
    'The one process that all customers come through dies. Everything behind it is well, and nobody can reach it: a single point of failure.',
  moments: {
    microservices: [
      { when: '0 s', what: 'Every connection breaks, every new one is refused.' },
      {
        when: 'meanwhile',
        what: 'The services finish what they have. Orders that were accepted are confirmed, with nobody looking.',
      },
      {
        when: '3 s',
        what: 'nginx is started with the same configuration; it serves within a tenth of a second, as it has nothing to remember.',
      },
      { when: 'afterwards', what: 'Orders whose answer was lost on the way are found by their keys.' },
    ],
  },
  patterns: [
    CRASH_ONLY,
    {
      name: 'Stateless gateway',
      here: 'All that it knows is rendered from the topology; losing it loses nothing.',
      source: `${RICHARDSON}, API gateway`,
    },
    KEY,
  ],
  costs:
    'A gateway gives routing, limits, retries and one address, and is one more thing that has to be up. Two of them need something in front again, down to an address that moves between machines.',
  difference:
    'The monolith has no gateway because it needs none; as soon as it is to have two replicas it gets one (`replica-killed`). A single way in is what redundancy costs, not what services cost.',
};
