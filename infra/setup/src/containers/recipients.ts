import { everyTopology, inContainer, secretsFolder, type Container } from '@twinshop/topologies';

export interface Recipient extends Container {
  /** The process, which its container is named after. */
  name: string;
  /** Of its secrets, below that of all. */
  folder: string;
}

const containers = Object.values(everyTopology).flatMap((topology) =>
  topology.processes.flatMap((process) => {
    if (process.kind !== 'node') return [];
    const recipient = {
      name: process.name,
      folder: secretsFolder(topology, process),
      ...inContainer(topology, process),
    };
    return recipient.secrets.length > 0 ? [[recipient.folder, recipient] as const] : [];
  }),
);

/** Every container that gets secrets, of whichever variant or step; of those that get the same, one. */
export const recipients: readonly Recipient[] = [...new Map(containers).values()];
