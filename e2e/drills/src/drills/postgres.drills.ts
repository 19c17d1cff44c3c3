import type { Drill } from '../drill.ts';
import { drains, keepsRunning, recovers, takesOrdersAgain } from '../expectations/shop.judges.ts';
import { answers } from '../expectations/traffic.judges.ts';

const code = [
  {
    path: 'libs/platform/src/database/database.ts',
    what: 'connections that are lost are replaced; every wait has an end',
  },
  { path: 'infra/postgres/src/settings.ts', what: 'what a commit waits for' },
] as const;

/** Without anybody's help, once the database does. */
const comesBack = [keepsRunning(), recovers(30_000), drains(60_000)];

export const postgresKilled: Drill = {
  name: 'postgres-killed',
  title: 'PostgreSQL is killed every seven seconds',
  question: 'Does a process outlive its database?',
  watch: [
    'No process of the shop ends.',
    'Orders are refused while it is away; what was accepted is there afterwards.',
    'Writes resume within five seconds of its being ready.',
  ],
  why: [
    'A lost connection is an error of one request, never of the process.',
    'What was answered had been committed, and a commit is on the disk.',
  ],
  code,
  variants: {
    microservices: {
      faults: [{ kind: 'kill', part: 'postgres', everyMs: 7_000 }],
      faultMs: 30_000,
      expects: [keepsRunning('postgres'), takesOrdersAgain(5_000), recovers(20_000), drains(60_000)],
    },
    monolith: {
      faults: [{ kind: 'kill', part: 'postgres', everyMs: 7_000 }],
      faultMs: 30_000,
      expects: [keepsRunning('postgres'), takesOrdersAgain(5_000), recovers(20_000), drains(60_000)],
    },
  },
};

export const postgresPartitioned: Drill = {
  name: 'postgres-partitioned',
  title: 'A process is cut off from its database',
  question: 'How far does one database’s silence reach?',
  watch: [
    'The services: the catalogue is cut off; orders are still taken, and wait.',
    'The monolith: there is one database, and without it nothing.',
    'Nobody waits for ever: a query has a deadline, and a client that has timed out is not used again.',
  ],
  why: [
    'A private database is a private failure.',
    'Connection, query, lock and idle times are all bounded; the defaults of most drivers are for ever.',
  ],
  code,
  variants: {
    microservices: {
      faults: [{ kind: 'link', between: ['catalog', 'postgres'], fault: { kind: 'blackhole' } }],
      faultMs: 12_000,
      expects: [answers('place order', 0.999), answers('read order', 1), ...comesBack],
    },
    monolith: {
      faults: [{ kind: 'link', between: ['monolith', 'postgres'], fault: { kind: 'blackhole' } }],
      faultMs: 12_000,
      expects: comesBack,
    },
  },
};

export const poolExhausted: Drill = {
  name: 'pool-exhausted',
  title: 'Somebody holds a lock that every order needs',
  question: 'What is left of a process whose database connections all wait?',
  watch: [
    'The stock table is locked for ten seconds, as a careless migration would.',
    'The services: every page of the catalogue waits, as it shows what is in stock; orders are accepted and pending.',
    'The monolith: orders and pages wait with a connection each, until there is none left for anything else.',
  ],
  why: [
    'Waiting for a lock has a deadline of its own, so connections come back.',
    'Stock by message: who takes orders does not hold on to a connection for it.',
  ],
  code: [
    ...code,
    { path: 'libs/platform/src/database/data-source.ts', what: 'how long a lock is waited for' },
    { path: 'libs/catalog/feature/src/persistence/stock.ts', what: 'rows in order, and one statement' },
  ],
  variants: {
    microservices: {
      faults: [{ kind: 'lock', module: 'catalog', table: 'stock' }],
      faultMs: 10_000,
      expects: [answers('place order', 0.999), answers('read order', 1), ...comesBack],
    },
    monolith: {
      faults: [{ kind: 'lock', module: 'catalog', table: 'stock' }],
      faultMs: 10_000,
      expects: comesBack,
    },
  },
};
