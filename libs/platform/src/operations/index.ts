export { databaseCheck } from './database-check.ts';
export { HttpMetrics } from './http-metrics.ts';
export {
  OperationsServer,
  type OperationsExtension,
  type ReadinessCheck,
  type ReadinessDetails,
} from './operations-server.ts';
