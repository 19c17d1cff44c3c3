export { microservices } from './microservices.ts';
export { monolith } from './monolith.ts';
export { scaled } from './scaled.ts';
export { startOrder } from './start-order.ts';
export { topologies } from './topologies.ts';
export type {
  GatewayProcess,
  Keys,
  NodeProcess,
  ProcessDescription,
  StatefulModule,
  Surroundings,
  Topology,
} from './topology.ts';
