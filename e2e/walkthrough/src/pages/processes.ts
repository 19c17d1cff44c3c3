import { steps } from '@twinshop/topologies';

const PROVIDER = 'payment-provider';

/** How many processes the shop has at a step: replicas, gateway and servers, and not the card processor, which is somebody else’s. */
export function processesAt(step: number): number {
  const { processes, servers } = steps[step]!;
  const own = processes.filter(({ name }) => name !== PROVIDER);
  const postgres = 1;
  return own.reduce((sum, { replicas }) => sum + replicas, postgres + servers.length);
}
