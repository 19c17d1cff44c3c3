import { hasGateway } from './gateway-of.ts';
import { gatewayProcess } from './gateway.process.ts';
import { routesTo } from './routes.ts';
import type { Topology } from './topology.ts';

/**
 * The same for where a port can't be handed from one process to another, as between containers: where customers reach a
 * process directly, they reach a gateway instead, which sends everything there.
 */
export function behindGateway(topology: Topology): Topology {
  if (hasGateway(topology)) return topology;
  const { entry, processes } = topology;
  const gateway = gatewayProcess(
    { routes: routesTo({ catalog: entry, order: entry, recommendation: entry }), pages: entry },
    [entry],
  );
  return { ...topology, entry: gateway.name, processes: [...processes, gateway] };
}
