import type { NodeProcess, Topology } from '@twinshop/topologies';

/** @param environment beside what each is told */
export const standIn = (
  name: string,
  after: string[],
  environment: NodeProcess['environment'] = () => ({}),
): NodeProcess => ({
  name,
  kind: 'node',
  program: 'infra/local/test/stand-in/main.ts',
  replicas: 1,
  scales: name !== 'front',
  after,
  ready: { port: 'public', path: '/' },
  environment: (here) => ({ PORT: String(here.port), INSTANCE: String(here.instance), ...environment(here) }),
});

/** Two small processes, a database and queues, in the place of a shop. */
export function standInTopology({ diesAtStart = false } = {}): Topology {
  return {
    name: 'stand-in',
    summary: 'for tests of the runner',
    databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
    schemas: 'one',
    servers: ['redis'],
    queues: {},
    signers: ['front'],
    builds: [],
    entry: 'front',
    processes: [
      standIn('back', [], (here) => ({ REDIS_URL: here.urlOf('redis'), NAME: `it's "quoted"` })),
      standIn('front', ['back'], (here) => ({
        BACK_URL: here.urlOf('back'),
        KEY_FILE: here.keys.serviceKeyFile,
        ...(diesAtStart ? { DIES_AT_START: '1' } : {}),
      })),
    ],
  };
}
