import { microservices, monolithBehindGateway, type Topology } from '@twinshop/topologies';

/** What can be compared. */
const fencedTopologies: Readonly<Record<string, Topology>> = {
  [monolithBehindGateway.name]: monolithBehindGateway,
  [microservices.name]: microservices,
};

/** @throws where there is none of this name */
export function fencedTopology(name: string): Topology {
  const found = fencedTopologies[name];
  if (found === undefined)
    throw new Error(
      `There is no topology "${name}" to compare; there are: ${Object.keys(fencedTopologies).join(', ')}.`,
    );
  return found;
}

/** The outside card processor is the same beside every shop, and no part of what it costs. */
export const PROVIDER = 'payment-provider';

/** The process that recommendations come from. */
export const recommendsIn = ({ processes }: Topology): string =>
  processes.some(({ name }) => name === 'recommendation') ? 'recommendation' : 'monolith';
