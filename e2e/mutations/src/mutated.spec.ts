import { describe, expect, it } from '@jest/globals';
import { microservices, monolith, type Surroundings, type Topology } from '@twinshop/topologies';
import type { Mutation } from './mutation.ts';
import { mutated } from './mutated.ts';
import { toggles } from './toggles/index.ts';

const here = {
  host: '127.0.0.1',
  keys: {},
  admin: {},
  urlOf: (name: string) => `http://${name}`,
  databaseUrl: (name: string) => `postgres://${name}`,
  dataFile: (name: string) => `/data/${name}`,
  workspaceFile: (name: string) => `/work/${name}`,
} as unknown as Surroundings;

const mutation = (name: string, processes: Mutation['processes']): Mutation => ({
  name,
  takesAway: 'A guard.',
  processes,
  edits: [{ module: 'a.js', replace: 'a', by: 'b' }],
});

/** Of each Node process: the mutations that it is told to have, and its preloads. */
const told = ({ processes }: Topology): Record<string, unknown> =>
  Object.fromEntries(
    processes.flatMap((process) => {
      if (process.kind !== 'node') return [];
      const preloads = process.flags?.filter((flag) => flag.startsWith('--import=')) ?? [];
      const { MUTATIONS: mutations } = process.environment(here);
      return mutations === undefined && preloads.length === 0
        ? []
        : [[process.name, { mutations, preloads: preloads.length }]];
    }),
  );

describe('A mutated topology', () => {
  it('tells the processes concerned which mutations they have, beside those that they had already', () => {
    const once = mutated(microservices, [
      mutation('one', ['order', 'monolith']),
      mutation('two', ['order', 'catalog']),
    ]);
    expect(told(mutated(once, [mutation('three', ['catalog'])]))).toEqual({
      order: { mutations: 'one,two', preloads: 1 },
      catalog: { mutations: 'two,three', preloads: 1 },
    });
  });

  it('can concern every program, but the gateway', () => {
    expect(Object.keys(told(mutated(microservices, [mutation('one', 'all')])))).toEqual(
      microservices.processes.flatMap(({ kind, name }) => (kind === 'node' ? [name] : [])),
    );
  });

  it('leaves the original, and what it says beside, as they are', () => {
    const { processes: _, ...rest } = mutated(monolith, [mutation('one', 'all')]);
    expect(monolith).toMatchObject(rest);
    expect(told(monolith)).toEqual({});
    const [catalog] = mutated(microservices, [mutation('one', 'all')]).processes.slice(1);
    expect(catalog).toMatchObject({ flags: expect.arrayContaining(['--max-semi-space-size=4']) });
  });

  it('is refused where nothing of it would change', () => {
    expect(() => mutated(monolith, [mutation('one', ['order'])])).toThrow(
      'The mutation "one" has no meaning in monolith.',
    );
  });

  it('has no fallbacks at the gateway where these are taken away', () => {
    const fallbacks = ({ processes }: Topology) =>
      processes
        .flatMap((process) => (process.kind === 'gateway' ? process.gateway.routes : []))
        .filter(({ fallback }) => fallback);
    expect(fallbacks(microservices)).not.toEqual([]);
    expect(fallbacks(mutated(microservices, [toggles.fallback]))).toEqual([]);
  });
});

describe('A toggle', () => {
  it.each(
    Object.values(toggles).flatMap((toggle) => toggle.variants.map((variant) => [toggle, variant] as const)),
  )('($0.name) has a meaning where it says, in $1', (toggle, variant) => {
    const topology = { monolith, microservices }[variant];
    expect(told(mutated(topology, [toggle]))).not.toEqual({});
  });
});
