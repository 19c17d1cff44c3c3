import { monolith } from './monolith.ts';
import type { Topology } from './topology.ts';

/** Every topology that can be started, by its name. */
export const topologies: Readonly<Record<string, Topology>> = { [monolith.name]: monolith };

/** Those that are designed and not built yet. */
export const plannedTopologies: readonly string[] = ['microservices'];
