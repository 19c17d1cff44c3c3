import { describe, expect, it } from '@jest/globals';
import { startOrder, topologies, type ProcessDescription, type Topology } from './index.ts';

const named = (name: string, after: string[]): ProcessDescription => ({
  name,
  program: 'main.js',
  replicas: 1,
  after,
  ready: { port: 'public', path: '/' },
  environment: () => ({}),
});

const made = (...processes: ProcessDescription[]): Topology => ({
  name: 'made-up',
  summary: '',
  databases: [],
  servers: [],
  builds: [],
  entry: processes[0]!.name,
  processes,
});

describe.each(Object.entries(topologies))('the topology %s', (name, topology) => {
  it('goes by its own name', () => expect(topology.name).toBe(name));

  it('has the process that customers reach', () =>
    expect(topology.processes.map((process) => process.name)).toContain(topology.entry));

  it('starts each process after those it needs', () =>
    expect(startOrder(topology)).toHaveLength(topology.processes.length));

  it('builds every program that it runs', () => {
    for (const { program } of topology.processes)
      expect(topology.builds.some((project) => program.startsWith(`${project}/dist/`))).toBe(true);
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
