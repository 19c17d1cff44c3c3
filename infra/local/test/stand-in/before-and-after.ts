import { scaled, type Topology } from '@twinshop/topologies';
import { standIn, standInTopology } from './topology.ts';

/** One process, one database. */
export const before: Topology = {
  ...standInTopology(),
  name: 'before',
  servers: [],
  processes: [standIn('front', [], () => ({ NAME: 'before' }))],
};

const back = standIn('back', [], (here) => ({ REDIS_URL: here.urlOf('redis') }));

/** Two more behind it, queues, and data that is taken apart. */
export const after: Topology = scaled(
  {
    ...standInTopology(),
    name: 'after',
    databases: { catalog: 'shop', order: 'shop', payment: 'payment' },
    schemas: 'of-each-module',
    processes: [
      back,
      standIn('front', ['back'], (here) => ({ NAME: 'after', BACK_URL: here.urlOf('back') })),
    ],
  },
  { back: 2 },
);

/** One whose first process can't start as it should. */
export const broken: Topology = {
  ...before,
  name: 'broken',
  processes: [standIn('front', [], () => ({ NAME: 'broken', DIES_AT_START: '1' }))],
};
