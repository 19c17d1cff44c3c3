export { behindGateway } from './behind-gateway.ts';
export {
  accountOf,
  ADMIN_EMAIL,
  ADMIN_PASSWORD_FILE,
  inContainer,
  keyFileNames,
  SECRETS_DIR,
  type Container,
  type DatabaseAccount,
} from './in-container.ts';
export { secretsFolder } from './secrets-folder.ts';
export { instancesOf, namesOf, processOf, type ProcessInstance } from './instances.ts';
export { gatewayOf, hasGateway } from './gateway-of.ts';
export { microservices } from './microservices.ts';
export { monolith } from './monolith.ts';
export { monolithBehindGateway } from './monolith-behind-gateway.ts';
export { routesTo, type PublicModule } from './routes.ts';
export { scaled } from './scaled.ts';
export { startOrder } from './start-order.ts';
export { steps } from './steps/index.ts';
export { everyTopology, topologies } from './topologies.ts';
export type {
  Keys,
  NodeProcess,
  ProcessDescription,
  StatefulModule,
  Surroundings,
  Topology,
} from './topology.ts';
export type { Balancing, GatewayDescription, GatewayLimits, Route } from './gateway.ts';
