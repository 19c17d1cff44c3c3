import type { GatewayDescription } from './gateway.ts';
import type { GatewayProcess } from './topology.ts';

/** @param after the processes it sends customers to */
export const gatewayProcess = (gateway: GatewayDescription, after: readonly string[]): GatewayProcess => ({
  name: 'gateway',
  kind: 'gateway',
  replicas: 1,
  scales: false,
  after,
  ready: { port: 'ops', path: '/health/ready' },
  gateway,
});
