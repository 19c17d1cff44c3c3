import { everyTopology, type Topology } from '@twinshop/topologies';
import { Refusal } from '../refusal.ts';

/** @throws Refusal where there is none of that name */
export function topologyNamed(
  name: string,
  topologies: Readonly<Record<string, Topology>> = everyTopology,
): Topology {
  const found = topologies[name];
  if (!found)
    throw new Refusal(`There is no topology "${name}". There are: ${Object.keys(topologies).join(', ')}.`);
  return found;
}
