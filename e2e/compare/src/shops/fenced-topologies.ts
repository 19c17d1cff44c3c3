import { everyTopology, type Topology } from '@twinshop/topologies';

/** @throws where there is none of this name */
export function fencedTopology(name: string): Topology {
  const found = everyTopology[name];
  if (found === undefined)
    throw new Error(
      `There is no topology "${name}" to compare; there are: ${Object.keys(everyTopology).join(', ')}.`,
    );
  return found;
}

/** The outside card processor is the same beside every shop, and no part of what it costs. */
export const PROVIDER = 'payment-provider';

/** The process that recommendations come from. */
export const recommendsIn = ({ processes }: Topology): string =>
  processes.some(({ name }) => name === 'recommendation') ? 'recommendation' : 'monolith';
