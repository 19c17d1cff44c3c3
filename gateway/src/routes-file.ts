import path from 'node:path';
import type { GatewayProcess, Topology } from '@twinshop/topologies';
import { renderRoutes } from './locations.ts';

/** Where a topology's routes stand as nginx has them, for people to read and to compare: `gateway/routes/<name>.conf`. */
export const routesFile = ({ name }: Topology): string =>
  path.resolve(import.meta.dirname, '../routes', `${name}.conf`);

const gatewayOf = ({ processes }: Topology): GatewayProcess | undefined =>
  processes.find((process) => process.kind === 'gateway');

export const hasGateway = (topology: Topology): boolean => gatewayOf(topology) !== undefined;

/** @throws where the topology has no gateway */
export function routesText(topology: Topology): string {
  const found = gatewayOf(topology);
  if (found === undefined) throw new Error(`${topology.name} has no gateway.`);
  const { routes, pages = 'gateway' } = found.gateway;
  return `# Written from infra/topologies by "nx run gateway:routes".
# The storefront's pages are served by: ${pages}

${renderRoutes(routes)}`;
}
