export { databaseCheck } from './database-check.ts';
export { HttpMetrics } from './http-metrics.ts';
export { OperationsServer, type ReadinessCheck } from './operations-server.ts';
