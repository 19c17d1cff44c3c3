import type { NodeProcess, Topology } from '@twinshop/topologies';

const standIn = (name: string, after: string[], links: NodeProcess['environment']): NodeProcess => ({
  name,
  kind: 'node',
  program: 'e2e/fault-proxy/test/stand-in/main.ts',
  replicas: 1,
  scales: name === 'back',
  after,
  ready: { port: 'public', path: '/' },
  environment: (here) => ({
    NAME: name,
    PORT: String(here.port),
    INSTANCE: String(here.instance),
    ...links(here),
  }),
});

/** Two small processes and a database in the place of a shop. */
export const standInTopology: Topology = {
  name: 'stand-in',
  summary: 'for tests of the weaving',
  databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
  schemas: 'one',
  servers: [],
  queues: {},
  signers: [],
  builds: [],
  entry: 'front',
  processes: [
    standIn('back', [], () => ({})),
    standIn('front', ['back'], (here) => ({
      BACK_URL: here.urlOf('back'),
      DATABASE_URL: here.databaseUrl('catalog'),
    })),
  ],
};
