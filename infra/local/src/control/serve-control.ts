import { chmod, rm } from 'node:fs/promises';
import { everyTopology, gatewayOf, type Topology } from '@twinshop/topologies';
import { fastify } from 'fastify';
import { ensureInstalled } from '../provision/ensure-installed.ts';
import { programsOf } from '../provision/system-programs.ts';
import type { Shop } from '../shop/shop.ts';
import { topologyNamed } from '../shop/topology-named.ts';
import { controlSocket } from './control-socket.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { ShopOperations } from './shop-control.ts';

export interface ControlServer {
  /** Where it listens. */
  socket: string;
  close(): Promise<void>;
}

/**
 * Has a shop take orders from other processes of its owner, over HTTP on a Unix socket: `POST /<operation>` with its
 * arguments. Both ends are of one checkout, so that nothing is looked at twice.
 * @param topologies those that it can become, by name
 */
export async function serveControl(
  shop: Shop,
  topologies: Readonly<Record<string, Topology>> = everyTopology,
): Promise<ControlServer> {
  const operations = operationsOn(shop, topologies);
  const inTurn = oneAtATime();
  const app = fastify({ forceCloseConnections: true });
  app.setErrorHandler<Error>((error, _request, reply) => reply.code(500).send({ message: error.message }));
  app.get('/adminUrl', () => ({ result: shop.adminUrl }));
  for (const [name, operation] of Object.entries(operations))
    app.post(`/${name}`, async ({ body }) => ({
      result: await inTurn(() => operation(...(body as never[]))),
    }));
  const socket = controlSocket(shop.home);
  // Of a run that was killed: this one has claimed the home.
  await rm(socket, { force: true });
  await app.listen({ path: socket });
  await chmod(socket, 0o600);
  return { socket, close: () => app.close() };
}

function operationsOn(shop: Shop, topologies: Readonly<Record<string, Topology>>): ShopOperations {
  const named = (name: string): Topology => topologyNamed(name, topologies);
  return {
    prepareServers: async (topology) => {
      await ensureInstalled(programsOf(named(topology)), () => undefined);
      await shop.prepareServers(named(topology));
    },
    ensureDatabases: async (topology) => shop.ensureDatabases(named(topology)),
    startMissing: async (topology, databases) => shop.startMissing(named(topology), databases),
    configureGateway: async (gateway, except) =>
      shop.configureGateway(typeof gateway === 'string' ? gatewayOf(named(gateway)) : gateway, except ?? []),
    replaceChanged: async (topology, only) => shop.replaceChanged(named(topology), only ?? undefined),
    stopExtra: async (topology) => shop.stopExtra(named(topology)),
    becomes: async (topology, databases) => shop.becomes(named(topology), databases),
  };
}
