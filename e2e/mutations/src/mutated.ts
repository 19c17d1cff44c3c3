import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeProcess, ProcessDescription, Surroundings, Topology } from '@twinshop/topologies';
import { MUTATIONS } from './environment.ts';
import type { Mutation } from './mutation.ts';

const PRELOAD = `--import=${pathToFileURL(path.resolve(import.meta.dirname, 'preload.ts')).href}`;

/**
 * The same topology with processes that have these mutations, beside those that they have already.
 * @throws where a mutation would change nothing of it
 */
export const mutated = (topology: Topology, mutations: readonly Mutation[]): Topology =>
  mutations.reduce(withMutation, topology);

function withMutation(topology: Topology, mutation: Mutation): Topology {
  const changed = mutation.topology?.(topology) ?? topology;
  const concerned = changed.processes.filter((process) => isConcerned(process, mutation));
  if (concerned.length === 0 && changed === topology)
    throw new Error(`The mutation "${mutation.name}" has no meaning in ${topology.name}.`);
  const processes = changed.processes.map((process) =>
    isConcerned(process, mutation) ? preloaded(process, (before) => named(before, mutation)) : process,
  );
  return { ...changed, processes };
}

function isConcerned(process: ProcessDescription, { processes, edits }: Mutation): process is NodeProcess {
  const isNamed = processes === 'all' || processes.includes(process.name);
  return process.kind === 'node' && edits.length > 0 && isNamed;
}

const named = (
  { [MUTATIONS]: before }: Record<string, string>,
  { name }: Mutation,
): Record<string, string> => ({
  [MUTATIONS]: before === undefined ? name : `${before},${name}`,
});

/**
 * The process as it starts with the preload, and with more in its environment.
 * @param more of what it has there before
 */
export function preloaded(
  process: NodeProcess,
  more: (before: Record<string, string>, here: Surroundings) => Record<string, string>,
): NodeProcess {
  return {
    ...process,
    flags: [...new Set([...(process.flags ?? []), PRELOAD])],
    environment: (here) => {
      const before = process.environment(here);
      return { ...before, ...more(before, here) };
    },
  };
}
