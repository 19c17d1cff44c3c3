import type { Topology } from '@twinshop/topologies';

const program = 'infra/local/test/stand-in/main.ts';
const ready = { port: 'public', path: '/' } as const;

/** Two small processes and a database, in the place of a shop. */
export function standIn({ diesAtStart = false } = {}): Topology {
  return {
    name: 'stand-in',
    summary: 'for tests of the runner',
    databases: ['shop'],
    servers: [],
    builds: [],
    entry: 'front',
    processes: [
      {
        name: 'back',
        program,
        replicas: 1,
        after: [],
        ready,
        environment: ({ port }) => ({ PORT: String(port) }),
      },
      {
        name: 'front',
        program,
        replicas: 1,
        after: ['back'],
        ready,
        environment: ({ port }) => ({ PORT: String(port), ...(diesAtStart ? { DIES_AT_START: '1' } : {}) }),
      },
    ],
  };
}
