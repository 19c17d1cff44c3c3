import { isDeepStrictEqual } from 'node:util';
import { inContainer } from './in-container.ts';
import { everyTopology, topologies } from './topologies.ts';
import type { NodeProcess, Topology } from './topology.ts';

/**
 * The folder with a container's secrets, below that of all. Containers of the same name that are given the same have the
 * same one, in whichever topology: on the way from one to another, who is told nothing new stays as it is.
 */
export function secretsFolder(topology: Topology, process: NodeProcess): string {
  const owner =
    Object.values(everyTopology).find((other) => givesTheSame(other, topology, process)) ?? topology;
  return topologies[owner.name] === undefined ? `${owner.name}/${process.name}` : process.name;
}

function givesTheSame(other: Topology, topology: Topology, process: NodeProcess): boolean {
  const same = other.processes.find(({ name }) => name === process.name);
  return same?.kind === 'node' && isDeepStrictEqual(givenTo(other, same), givenTo(topology, process));
}

function givenTo(topology: Topology, process: NodeProcess): unknown {
  const { secrets, databases } = inContainer(topology, process);
  return { secrets: secrets.toSorted(), databases };
}
