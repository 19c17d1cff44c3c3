import path from 'node:path';
import type { Topology } from '@twinshop/topologies';
import { renderRoutes } from './locations.ts';

/** Where a topology's routes stand as nginx has them, for people to read and to compare: `gateway/routes/<name>.conf`. */
export const routesFile = ({ name }: Topology): string =>
  path.resolve(import.meta.dirname, '../routes', `${name}.conf`);

/** @throws where the topology has no gateway */
export function routesText({ name, processes }: Topology): string {
  const found = processes.find((process) => process.kind === 'gateway');
  if (found === undefined) throw new Error(`${name} has no gateway.`);
  return `# Written from infra/topologies by "nx run gateway:routes".\n\n${renderRoutes(found.gateway.routes)}`;
}
