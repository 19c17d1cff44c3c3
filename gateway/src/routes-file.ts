import path from 'node:path';
import { gatewayOf, type Topology } from '@twinshop/topologies';
import { renderRoutes } from './locations.ts';

/** Where a topology's routes stand as nginx has them, for people to read and to compare: `gateway/routes/<name>.conf`. */
export const routesFile = ({ name }: Topology): string =>
  path.resolve(import.meta.dirname, '../routes', `${name}.conf`);

/** @throws where the topology has no gateway */
export function routesText(topology: Topology): string {
  const { routes, pages = 'gateway' } = gatewayOf(topology);
  return `# Written from infra/topologies by "nx run gateway:routes".
# The storefront's pages are served by: ${pages}

${renderRoutes(routes)}`;
}
