import { gatewayProcess } from './gateway.process.ts';
import { monolith } from './monolith.ts';
import { routesTo } from './routes.ts';
import type { Topology } from './topology.ts';

/** The monolith where the services are: behind the same gateway, so that a comparison is one of what lies behind it. */
export const monolithBehindGateway: Topology = {
  ...monolith,
  name: 'monolith-behind-gateway',
  summary: 'the monolith behind the gateway of the services',
  builds: [...monolith.builds, 'gateway/openapi'],
  entry: 'gateway',
  processes: [
    ...monolith.processes.map((process) =>
      process.name === 'monolith' ? { ...process, scales: true } : process,
    ),
    gatewayProcess(
      { routes: routesTo({ catalog: 'monolith', order: 'monolith', recommendation: 'monolith' }) },
      ['monolith'],
    ),
  ],
};
