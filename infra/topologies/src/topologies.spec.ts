import { describe, expect, it } from '@jest/globals';
import {
  behindGateway,
  everyTopology,
  gatewayOf,
  inContainer,
  microservices,
  monolith,
  scaled,
  secretsFolder,
  startOrder,
  steps,
  type NodeProcess,
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

describe('a shop behind a gateway', () => {
  it('sends everything to the process that customers reach otherwise', () => {
    const { entry, processes } = behindGateway(monolith);
    expect(entry).toBe('gateway');
    expect(processes.map(({ name }) => name)).toEqual(['payment-provider', 'monolith', 'gateway']);
    const { routes, pages } = gatewayOf(behindGateway(monolith));
    expect(new Set([...routes.map(({ to }) => to), pages])).toEqual(new Set(['monolith']));
  });

  it('is as it was where it has one', () => expect(behindGateway(microservices)).toBe(microservices));
});

describe('the folder of a container’s secrets', () => {
  const folderOf = (topology: Topology, name: string): string =>
    secretsFolder(
      topology,
      topology.processes.find((process): process is NodeProcess => process.name === name)!,
    );
  const [step0, , step2, step3, step4, step5] = steps as [
    Topology,
    Topology,
    Topology,
    Topology,
    Topology,
    Topology,
  ];

  it('is called like it', () => expect(folderOf(microservices, 'order')).toBe('order'));

  it('is the same in each topology that gives it the same', () => {
    expect(folderOf(step0, 'monolith')).toBe('monolith');
    expect(folderOf(step3, 'monolith')).toBe(folderOf(step2, 'monolith'));
    expect(folderOf(step5, 'catalog')).toBe('catalog');
  });

  it('is another one where it gets more or less', () => {
    expect(folderOf(step2, 'monolith')).toBe('step-2/monolith');
    expect(folderOf(step4, 'monolith')).toBe('step-4/monolith');
  });
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
