import type { Topology } from './topology.ts';

export const MOST_REPLICAS = 10;

/**
 * The same topology with other numbers of replicas.
 * @param replicas by process, 1 to 10
 * @throws an Error that says what can be scaled, and how far
 */
export function scaled(topology: Topology, replicas: Readonly<Record<string, number>>): Topology {
  const scalable = topology.processes.filter(({ scales }) => scales).map(({ name }) => name);
  for (const [name, count] of Object.entries(replicas)) {
    if (!scalable.includes(name))
      throw new Error(
        `"${name}" can't be scaled in ${topology.name}; these can: ${scalable.join(', ') || 'none'}.`,
      );
    if (!Number.isInteger(count) || count < 1 || count > MOST_REPLICAS)
      throw new Error(`${name} can have 1 to ${MOST_REPLICAS} replicas, not ${count}.`);
  }
  const processes = topology.processes.map((process) => ({
    ...process,
    replicas: replicas[process.name] ?? process.replicas,
  }));
  return { ...topology, processes };
}
