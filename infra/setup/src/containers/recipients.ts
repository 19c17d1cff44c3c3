import { inContainer, topologies, type Container } from '@twinshop/topologies';

export interface Recipient extends Container {
  /** The process, which its container and its folder of secrets are named after. */
  name: string;
}

/** Every container that gets secrets, of whichever variant. */
export const recipients: readonly Recipient[] = Object.values(topologies).flatMap((topology) =>
  topology.processes.flatMap((process) => {
    if (process.kind !== 'node') return [];
    const container = inContainer(topology, process);
    return container.secrets.length > 0 ? [{ name: process.name, ...container }] : [];
  }),
);
