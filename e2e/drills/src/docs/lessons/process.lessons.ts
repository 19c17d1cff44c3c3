import type { Lesson, Pattern } from '../lesson.ts';
import { AWS_HEALTH, HOHPE, KLEPPMANN, NYGARD, RICHARDSON } from './sources.ts';

const INBOX: Pattern = {
  name: 'Idempotent consumer',
  here: 'Effect and note are one transaction; whoever comes second finds the note.',
  source: RICHARDSON,
};

export const eventLoopBlocked: Lesson = {
  fault:
    'A process stops for twelve seconds and then goes on as if nothing had happened: a long garbage collection, a virtual machine that was moved, a loop over too much. While it stood still the lock on its jobs ran out and somebody else took them. Now two do the same work, and the first does not know that it is late.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'One of two replicas of payments is blocked. It holds jobs, and cannot renew their lock.',
      },
      { when: '5 to 7 s', what: 'The lock has run out. Its jobs are given to the other replica.' },
      {
        when: 'meanwhile',
        what: 'Orders are accepted; those whose charge the blocked one holds wait a little longer.',
      },
      {
        when: '12 s',
        what: 'It wakes up and finishes what it had begun. Its charge has the same key as the other’s, its effect the same row: there is nothing left to do.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'The one event loop is blocked, and nobody is served. Connections are accepted by the kernel and wait.',
      },
      { when: '5 s', what: 'Customers who look at pages give up; those who order wait on.' },
      { when: '12 s', what: 'It wakes up and finds hundreds of requests in line.' },
    ],
  },
  patterns: [
    INBOX,
    {
      name: 'Process pauses and fencing',
      here: 'A lock that has run out proves nothing about its holder. So effects are safe to repeat, instead of locks safe to trust.',
      source: `${KLEPPMANN}, chapter 8, and How to do distributed locking`,
    },
    {
      name: 'Lease',
      here: 'A job belongs to a worker for five seconds at a time.',
      source: 'C. Gray and D. Cheriton, Leases',
    },
  ],
  costs:
    'A short lease finds the dead soon and takes the slow for dead more often; each such mistake is work done twice. With five seconds a killed worker’s jobs go on after at most seven.',
  difference:
    'With one process nobody takes over, so nobody can be wrong about it: everything waits. With several, work goes on, and each effect has to be prepared for a ghost.',
};

export const processFrozen: Lesson = {
  fault:
    'A process stands still (SIGSTOP; in life: swapping, a debugger, a stuck disk). The kernel goes on to accept connections in its name, so a look at its port says that it is well. Nothing is refused and nothing is answered.',
  moments: {
    microservices: [
      { when: '0 s', what: 'Orders hang. The gateway gives the order service 15 seconds for an answer.' },
      { when: 'meanwhile', what: 'Pages and recommendations go on: none of them asks the order service.' },
      {
        when: 'within 1 s',
        what: 'Its readiness is not answered any more, which is how the watcher sees it.',
      },
      {
        when: '8 s',
        what: 'It goes on. Requests in line are answered, jobs whose lock has run out are taken once more, and what is done twice has its effect once.',
      },
    ],
    monolith: [
      { when: '0 s', what: 'Everything hangs.' },
      { when: '5 s', what: 'Customers who look at pages give up.' },
      {
        when: '8 s',
        what: 'It goes on; orders that are still waited for are placed, and those whose customers have gone are found by their key.',
      },
    ],
  },
  patterns: [
    {
      name: 'Timeout',
      here: 'Each who waits has an end to it: the browser, the gateway, the caller.',
      source: NYGARD,
    },
    {
      name: 'Deep health checks',
      here: 'Readiness is an answer of the process itself, and asks whether work is being done, not whether a port is open.',
      source: AWS_HEALTH,
    },
    INBOX,
  ],
  costs:
    'Fifteen seconds are long for a customer; they are as long as a monolith’s order may take whose provider is slow. A shorter deadline would cut those off.',
  difference:
    'A frozen process costs those who ask it, and only them. The monolith is everybody’s; of the services, one.',
};

export const poisonMessage: Lesson = {
  fault:
    'Ten jobs that are no messages are put into the queue of orders: a bug in another release, a tool that was pointed at the wrong queue. A consumer that fails on one and tries it again for ever deals with nothing else: one bad message holds up all good ones.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Workers take them, find that their type is unknown, and set them aside at once: no repetition could cure that.',
      },
      { when: 'meanwhile', what: 'Messages before and after them are handled as ever, a hundred at a time.' },
      {
        when: 'afterwards',
        what: 'They are dead letters: counted in the metrics, listed with their reason, and can be tried again by an operator.',
      },
      { when: 'healed', what: 'The operator of this drill throws them away.' },
    ],
  },
  patterns: [
    {
      name: 'Invalid message channel',
      here: 'What cannot be understood is set aside before any handler sees it.',
      source: HOHPE,
    },
    {
      name: 'Dead letter channel',
      here: 'What fails eight times, in 16 to 32 seconds, is set aside, too.',
      source: HOHPE,
    },
  ],
  costs:
    'Somebody has to look at dead letters. A message that was set aside is an order that waits, unless it asks again; so their number is an alarm and not a statistic.',
  difference:
    'Between modules of one process the compiler refuses such a call. A queue takes anything, so what comes out of it is input and is parsed like a customer’s.',
};

export const clockAhead: Lesson = {
  fault:
    'A machine’s clock jumps ten minutes ahead: a time server that lies, a virtual machine that woke up. Whoever compares times from two clocks now finds deadlines that are long over.',
  moments: {
    microservices: [
      { when: '0 s', what: 'Payments live ten minutes in the future.' },
      {
        when: 'meanwhile',
        what: 'How old a payment is, how long it was asked for and when it is due again is computed by its database, from its own clock. How long this attempt takes is measured by a clock that only ever counts (`performance.now()`). So orders are charged as ever.',
      },
      {
        when: 'a risk that is left',
        what: 'BullMQ notes by the worker’s clock when a failed message is to be tried again. One that failed just then could rest for ten minutes; its order asks again after fifteen seconds.',
      },
      { when: 'healed', what: 'Nothing is left to do.' },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'Tokens are good for fifteen minutes and seem ten minutes older: those of the last five minutes are still good.',
      },
      {
        when: 'meanwhile',
        what: 'How old an order is, and to whom it belongs for how long, is told by the database, too: none is given up early, and none is left for longer than its time.',
      },
      {
        when: 'healed',
        what: 'Tokens that were made meanwhile are good for longer than they should be, by ten minutes.',
      },
    ],
  },
  patterns: [
    {
      name: 'Unreliable clocks',
      here: 'Durations by a monotonic clock; points in time by one clock, that of whoever keeps the row.',
      source: `${KLEPPMANN}, chapter 8`,
    },
  ],
  costs:
    'A statement that says `now()` cannot be tested by setting a variable. And one has to know of each library whose clock it goes by.',
  difference:
    'One process has one clock and can be consistently wrong. Several have several: whatever they compare has to come from one of them.',
};

export const logFull: Lesson = {
  fault:
    'The disk that the log is written to is full. Each write fails, and a failed write is an error: in Node one that nobody listens to ends the process. A shop that closes because it cannot write its diary is not rare.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'No line of the order service can be written any more, and every request has some.',
      },
      {
        when: 'meanwhile',
        what: 'Lines wait in memory, up to a mebibyte; what comes on top of that is dropped. Orders are taken as before.',
      },
      { when: 'healed', what: 'Lines that waited are written with the next one.' },
    ],
    monolith: [
      { when: '0 s', what: 'The same, for all that the shop does.' },
      { when: 'healed', what: 'Lines that waited are written with the next one.' },
    ],
  },
  patterns: [
    {
      name: 'Steady state',
      here: 'What grows without end will fill what it grows in. Logs are bounded where they wait, and kept apart from data.',
      source: NYGARD,
    },
    {
      name: 'Graceful degradation',
      here: 'What is written for people is dropped before what is sold to them.',
      source: NYGARD,
    },
  ],
  costs:
    'Lines are missing just when somebody would like to read them. Metrics are in memory and can be read all the same.',
  difference: 'None in kind. Of the services one loses its diary, of the monolith everybody.',
};
