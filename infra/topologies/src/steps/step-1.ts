import { gatewayProcess } from '../gateway.process.ts';
import { monolith } from '../monolith.ts';
import { routesTo } from '../routes.ts';
import type { Topology } from '../topology.ts';

/** The same monolith twice, behind a gateway. */
export const step1: Topology = {
  ...monolith,
  name: 'step-1',
  summary: 'a gateway in front of two monoliths',
  builds: [...monolith.builds, 'gateway/openapi'],
  entry: 'gateway',
  processes: [
    ...monolith.processes.map((process) =>
      process.name === 'monolith' ? { ...process, scales: true, replicas: 2 } : process,
    ),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'monolith', order: 'monolith', recommendation: 'monolith' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['monolith'],
    ),
  ],
};
