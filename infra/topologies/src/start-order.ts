import type { ProcessDescription, Topology } from './topology.ts';

/**
 * The processes in an order in which each comes after those it needs.
 * @throws when a process needs one that the topology lacks, or itself by a detour
 */
export function startOrder(topology: Topology): ProcessDescription[] {
  const ordered: ProcessDescription[] = [];
  const waiting = [...topology.processes];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ after }) =>
      after.every((name) => ordered.some((process) => process.name === name)),
    );
    if (next < 0) {
      const stuck = waiting.map(({ name, after }) => `${name} (after ${after.join(', ')})`).join('; ');
      throw new Error(`The topology ${topology.name} can't be started in any order: ${stuck}`);
    }
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}
