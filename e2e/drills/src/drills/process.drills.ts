import type { Drill } from '../drill.ts';
import { drains, keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers } from '../expectations/traffic.judges.ts';

export const eventLoopBlocked: Drill = {
  name: 'event-loop-blocked',
  title: 'A worker’s event loop is blocked for longer than its lock',
  question: 'What if somebody comes back from the dead?',
  watch: [
    'Payments do nothing for twelve seconds; after five, others may take their jobs, and when it wakes up it finishes its own, too.',
    'The checker: a job that was done twice had its effect once.',
    'The monolith: whatever blocks its loop stops the shop.',
  ],
  why: [
    'A lock that has run out is no proof that its holder is dead. Effects are made safe to repeat, not locks safe to trust.',
  ],
  code: [
    { path: 'libs/platform/src/messaging/inbox.ts', what: 'the effect and its note are one transaction' },
    {
      path: 'libs/platform/src/messaging/bull.server.ts',
      what: 'how long a lock lasts, how often a job may stall',
    },
  ],
  variants: {
    microservices: {
      scale: { payment: 2 },
      faults: [{ kind: 'failpoint', process: 'payment', replica: 1, set: { block: { forMs: 12_000 } } }],
      faultMs: 14_000,
      expects: [
        answers('product page', 1),
        answers('place order', 0.999),
        keepsRunning(),
        recovers(20_000),
        drains(60_000),
      ],
    },
    monolith: {
      faults: [{ kind: 'failpoint', process: 'monolith', set: { block: { forMs: 12_000 } } }],
      faultMs: 14_000,
      expects: [keepsRunning(), recovers(30_000), drains(60_000)],
    },
  },
};

export const processFrozen: Drill = {
  name: 'process-frozen',
  title: 'A process stands still, its connections open',
  question: 'How is somebody noticed who neither answers nor is gone?',
  watch: [
    'SIGSTOP: ports accept, nothing answers, nothing is closed.',
    'The services: orders are frozen; pages go on.',
    'The monolith: everything waits, and nothing is lost.',
  ],
  why: [
    'Everybody who waits has a deadline, so a frozen process costs waiting, and no more.',
    'What it had been sent and not read is read when it wakes up; what it had begun is done once, whoever else did it meanwhile.',
  ],
  code: [{ path: 'gateway/src/limits.ts', what: 'how long the gateway waits, and for what' }],
  variants: {
    microservices: {
      faults: [{ kind: 'pause', part: 'order' }],
      faultMs: 8_000,
      expects: [
        answers('product page', 1),
        answers('related products', 1),
        keepsRunning(),
        recovers(30_000),
        drains(60_000),
      ],
    },
    monolith: {
      faults: [{ kind: 'pause', part: 'monolith' }],
      faultMs: 8_000,
      expects: [keepsRunning(), recovers(30_000), drains(60_000)],
    },
  },
};

export const poisonMessage: Drill = {
  name: 'poison-message',
  title: 'Messages that nobody can make sense of',
  question: 'Does one bad message hold up all good ones?',
  watch: [
    'Ten jobs that are no messages are put into the queue of orders.',
    'Orders pending: as before, as the bad ones are set aside as dead letters.',
  ],
  why: [
    'A message is parsed before it is handled; one that cannot be is no use trying again.',
    'Dead letters are counted, shown and can be driven again; here, healing removes them.',
  ],
  code: [
    { path: 'libs/platform/src/messaging/bull.server.ts', what: 'what is tried again, and what is not' },
    { path: 'libs/platform/src/messaging/dead-letters.ts', what: 'what was given up' },
  ],
  variants: {
    microservices: {
      faults: [{ kind: 'poison', queue: 'order', count: 10 }],
      faultMs: 6_000,
      expects: [
        answers('place order', 0.999),
        answers('product page', 1),
        keepsRunning(),
        recovers(10_000),
        drains(30_000),
      ],
    },
    monolith: { because: 'It has no queues.' },
  },
};

export const clockAhead: Drill = {
  name: 'clock-ahead',
  title: 'A worker’s clock is ten minutes ahead',
  question: 'Who believes whose clock?',
  watch: [
    'Payments think it is ten minutes later: does any order run out of time?',
    'The monolith: tokens that are good for fifteen minutes, seen ten minutes later.',
  ],
  why: [
    'How long an order or a payment has waited is told by the database that keeps it, not by whoever looks.',
    'Retries in BullMQ are told by the worker’s clock and may rest too long; an order that has heard nothing asks again after 15 s.',
  ],
  code: [
    {
      path: 'libs/order/feature/src/checkout-by-saga/checkouts.ts',
      what: 'whose clock an order of the services goes by',
    },
    { path: 'libs/payment/feature/src/persistence/payments.ts', what: 'and a payment' },
    {
      path: 'libs/order/feature/src/checkout-in-one-transaction/settle-order.ts',
      what: 'what the monolith does with an order that is overdue',
    },
  ],
  variants: {
    microservices: {
      faults: [{ kind: 'failpoint', process: 'payment', set: { clock: { aheadMs: 600_000 } } }],
      faultMs: 10_000,
      expects: [
        answers('place order', 0.999),
        answers('product page', 1),
        keepsRunning(),
        recovers(15_000),
        drains(60_000),
      ],
    },
    monolith: {
      faults: [{ kind: 'failpoint', process: 'monolith', set: { clock: { aheadMs: 600_000 } } }],
      faultMs: 10_000,
      expects: [
        answers('place order', 0.999),
        answers('product page', 1),
        keepsRunning(),
        recovers(15_000),
        drains(60_000),
      ],
    },
  },
};

export const logFull: Drill = {
  name: 'log-full',
  title: 'The disk that takes the log is full',
  question: 'Does a shop close because it cannot write its diary?',
  watch: [
    'Every request is logged in this drill, and no line can be written.',
    'Requests: answered as before. No process ends.',
  ],
  why: [
    'A log is for people: a line that cannot be written is an error that nobody has to hear.',
    'Up to a mebibyte of lines waits for room and is written later; what comes on top of it is lost.',
  ],
  code: [{ path: 'libs/platform/src/logging/log.ts', what: 'where lines go' }],
  variants: {
    microservices: {
      faults: [{ kind: 'full-log', process: 'order' }],
      faultMs: 8_000,
      logLevel: 'debug',
      expects: [
        answers('place order', 0.999),
        answers('product page', 1),
        keepsRunning(),
        recovers(10_000),
        drains(60_000),
      ],
    },
    monolith: {
      faults: [{ kind: 'full-log', process: 'monolith' }],
      faultMs: 8_000,
      logLevel: 'debug',
      expects: [
        answers('place order', 0.999),
        answers('product page', 1),
        keepsRunning(),
        recovers(10_000),
        drains(60_000),
      ],
    },
  },
};
