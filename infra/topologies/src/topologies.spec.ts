import { describe, expect, it } from '@jest/globals';
import {
  everyTopology,
  inContainer,
  microservices,
  monolith,
  scaled,
  startOrder,
  steps,
  type ProcessDescription,
  type Topology,
} from './index.ts';

const named = (name: string, after: string[], scales = true): ProcessDescription => ({
  name,
  kind: 'node',
  program: 'main.js',
  replicas: 1,
  scales,
  after,
  ready: { port: 'public', path: '/' },
  environment: () => ({}),
});

const made = (...processes: ProcessDescription[]): Topology => ({
  name: 'made-up',
  summary: '',
  databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
  schemas: 'one',
  servers: [],
  queues: {},
  signers: [],
  builds: [],
  entry: processes[0]!.name,
  processes,
});

describe.each(Object.entries(everyTopology))('the topology %s', (name, topology) => {
  it('goes by its own name', () => expect(topology.name).toBe(name));

  it('has the process that customers reach', () =>
    expect(topology.processes.map((process) => process.name)).toContain(topology.entry));

  it('starts each process after those it needs', () =>
    expect(startOrder(topology)).toHaveLength(topology.processes.length));

  it('builds every program that it runs', () => {
    for (const process of topology.processes)
      if (process.kind === 'node')
        expect(topology.builds.some((project) => process.program.startsWith(`${project}/dist/`))).toBe(true);
  });

  it('has a process for each of its queues', () => {
    const taken = topology.processes.flatMap((process) =>
      process.kind === 'node' ? (process.queues ?? []) : [],
    );
    expect(taken.toSorted()).toEqual(Object.keys(topology.queues).toSorted());
  });

  it('does not scale what customers reach, or the card processor', () => {
    const fixed = topology.processes.filter(({ scales }) => !scales).map((process) => process.name);
    expect(fixed).toEqual(expect.arrayContaining([topology.entry, 'payment-provider']));
  });
});

describe('the port that customers reach', () => {
  const isShared = (topology: Topology): boolean => {
    const entry = topology.processes.find(({ name }) => name === topology.entry)!;
    return entry.kind === 'gateway'
      ? entry.gateway.sharesPort === true
      : inContainer(topology, entry).environment['REUSE_PORT'] === 'true';
  };

  it.each(steps.map((step) => [step.name, step] as const))('can be handed over at %s', (_, step) =>
    expect(isShared(step)).toBe(true),
  );

  it.each([monolith, microservices].map((shop) => [shop.name, shop] as const))(
    'is nobody else’s in the %s',
    (_, shop) => expect(isShared(shop)).toBe(false),
  );
});

describe('the start order', () => {
  it('puts what is needed first', () => {
    const order = startOrder(made(named('a', ['b']), named('b', ['c']), named('c', [])));
    expect(order.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });

  it('refuses processes that wait for each other', () => {
    expect(() => startOrder(made(named('a', ['b']), named('b', ['a'])))).toThrow("can't be started");
  });

  it('refuses a process that needs a missing one', () => {
    expect(() => startOrder(made(named('a', ['b'])))).toThrow('a (after b)');
  });
});

describe('scaling', () => {
  const topology = made(named('front', [], false), named('back', []));
  const replicasOf = ({ processes }: Topology) => processes.map(({ replicas }) => replicas);

  it('changes the number of replicas of what was named', () => {
    expect(replicasOf(scaled(topology, { back: 3 }))).toEqual([1, 3]);
    expect(replicasOf(topology)).toEqual([1, 1]);
  });

  it.each([
    ['an unknown process', { middle: 2 }, '"middle" can\'t be scaled in made-up; these can: back.'],
    ['one that has to be alone', { front: 2 }, '"front" can\'t be scaled'],
    ['too many replicas', { back: 11 }, '1 to 10 replicas, not 11'],
    ['none', { back: 0 }, '1 to 10 replicas, not 0'],
    ['a part of one', { back: 1.5 }, '1 to 10 replicas, not 1.5'],
  ])('refuses %s', (_, replicas, why) => {
    expect(() => scaled(topology, replicas as unknown as Record<string, number>)).toThrow(why);
  });
});
