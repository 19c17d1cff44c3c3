import { microservices } from './microservices.ts';
import { monolith } from './monolith.ts';
import type { Topology } from './topology.ts';

/** Every topology that a user can start, by its name. */
export const topologies: Readonly<Record<string, Topology>> = {
  [microservices.name]: microservices,
  [monolith.name]: monolith,
};
