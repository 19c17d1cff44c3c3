export { monolith } from './monolith.ts';
export { plannedTopologies, topologies } from './topologies.ts';
export { startOrder } from './start-order.ts';
export type { ProcessDescription, Surroundings, Topology } from './topology.ts';
