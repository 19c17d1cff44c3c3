import type { Lesson } from '../lesson.ts';
import { KLEPPMANN, NYGARD, RICHARDSON } from './sources.ts';

export const postgresKilled: Lesson = {
  fault:
    'The database server is killed amid transactions, is started again, and is killed again seven seconds later. Its data survive that; the question is whether the processes do. An error event on an idle connection that nobody listens to ends a Node process.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Connections break. Requests that need the database are answered 503; one PostgreSQL server holds all three private databases, so all services are hit.',
      },
      {
        when: 'within 1 to 2 s',
        what: 'It is started, replays its log and accepts connections. Pools make new ones when they are asked for one.',
      },
      {
        when: 'meanwhile',
        what: 'Messages that find their database away are postponed for half a second to a second, and that does not count as one of their attempts.',
      },
      { when: 'every 7 s', what: 'And again.' },
      {
        when: 'healed',
        what: 'Pending orders go on. What was answered 201 is there: it had been committed, and a commit waits for the disk.',
      },
    ],
    monolith: [
      { when: '0 s', what: 'Every request needs the one database; all are answered 503 while it is away.' },
      { when: 'within 1 to 2 s', what: 'The pool connects again with the next request.' },
      { when: 'healed', what: 'Orders that were amid their payment are taken up by the sweep.' },
    ],
  },
  patterns: [
    {
      name: 'Durability by a write-ahead log',
      here: 'What was committed is on the disk before anybody is told.',
      source: `${KLEPPMANN}, chapters 3 and 7`,
    },
    {
      name: 'Fail fast',
      here: 'A request without a database is refused at once, with a status that says that one may try again.',
      source: NYGARD,
    },
    {
      name: 'Idempotency key',
      here: 'Whoever got no answer to a commit asks again with the same key.',
      source: RICHARDSON,
    },
  ],
  costs:
    'Waiting for the disk at each commit is most of what an order costs. It is what the promise is made of.',
  difference:
    'Here both are alike: a private database is private by its role and its tables, and on one server it shares that server’s fate. Whoever wants them to fail apart has to run them apart.',
};

export const postgresPartitioned: Lesson = {
  fault:
    'The way between a process and its database swallows everything. Connections look open; queries go out and nothing comes back. Most drivers wait for ever by default, and with each request that waits a connection of the pool is gone. Twenty requests later the process is alive and useless.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Only the catalogue is cut off. Its queries hang, its pool of twenty fills, and pages and lists fail.',
      },
      {
        when: 'meanwhile',
        what: 'New orders are priced from the order service’s own copies and accepted; orders can be read. They wait for their stock.',
      },
      {
        when: '3 to 10 s',
        what: 'A connection that cannot be made is given up after three seconds, a query after ten. A connection that has timed out is thrown away and not used again, as its answer could still come and be taken for the next one’s.',
      },
      {
        when: 'healed',
        what: 'New connections are made; messages that wait for the catalogue are taken, and pending orders are confirmed.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'There is one database, and the process is cut off from it. Everything that asks it hangs.',
      },
      { when: '3 to 10 s', what: 'Requests are given up and answered 503.' },
      { when: 'healed', what: 'New connections are made, and all is as before.' },
    ],
  },
  patterns: [
    {
      name: 'Timeout',
      here: 'Connecting 3 s, a query 10, a statement 9, a lock 5, an idle transaction 10: each wait has an end.',
      source: NYGARD,
    },
    { name: 'Database per service', here: 'Who cannot reach its data fails alone.', source: RICHARDSON },
    {
      name: 'Blocked threads',
      here: 'The pool is the thread pool of a Node process: twenty waits that never end are its end.',
      source: NYGARD,
    },
  ],
  costs:
    'A query that takes eleven seconds for good reasons is given up, too: reports and migrations need other limits. And there are three databases to back up, migrate and watch, where there was one.',
  difference:
    'This is what private data buy: the catalogue’s database may be silent, and the shop takes orders. The price is paid every day: what was a join is a message.',
};

export const poolExhausted: Lesson = {
  fault:
    'Somebody opens a transaction, locks the table of stock, and goes for a coffee: a migration that adds a column with a default, a report that was started with the wrong isolation, an editor left open. Every statement that touches the table waits behind the lock, each on a connection of the pool, until the pool is empty and requests that have nothing to do with stock wait as well.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Nobody can read or write the table `stock`. Product pages and lists show what is in stock, so they wait, and so do reservations.',
      },
      {
        when: 'within 1 s',
        what: 'The catalogue’s twenty connections all wait. The order service has a pool and a database of its own and takes orders as before; they stay pending.',
      },
      {
        when: '5 s',
        what: 'The first waits for the lock end with an error, and their connections come back. Pages are answered 503; messages are postponed.',
      },
      { when: 'healed', what: 'The lock is gone. What is pending is reserved in batches and goes on.' },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'Orders take their stock in their one transaction, and pages show it: both wait for the lock, on the same pool.',
      },
      {
        when: 'within 1 s',
        what: 'There is no connection left for anything, not even for reading an order.',
      },
      {
        when: '5 s',
        what: 'Waits end with an error; connections come back, and are taken by the next who wait.',
      },
      { when: 'healed', what: 'All goes on at once.' },
    ],
  },
  patterns: [
    { name: 'Timeout', here: 'A lock is waited for during five seconds, not for ever.', source: NYGARD },
    {
      name: 'Bulkhead',
      here: 'A pool for each service: one that is empty is nobody else’s.',
      source: NYGARD,
    },
    {
      name: 'Asynchronous messaging',
      here: 'Whoever takes orders asks for stock by message and holds no connection while it waits.',
      source: RICHARDSON,
    },
  ],
  costs:
    'A deadline for locks also fails a request that would have got its lock in the sixth second. And an order that is accepted before its stock is known can still be rejected.',
  difference:
    'In both the catalogue’s pages are gone for as long as the lock is held. The services go on selling to whoever knows what they want; the monolith’s only pool is everybody’s.',
};
