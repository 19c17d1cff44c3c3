import type { GatewayDescription, Topology } from '@twinshop/topologies';

/** @throws Error where a topology has no gateway */
export function gatewayOf({ name, processes }: Topology): GatewayDescription {
  const found = processes.find((process) => process.kind === 'gateway');
  if (found === undefined) throw new Error(`${name} has no gateway.`);
  return found.gateway;
}

/** As before; what its process answers with "moved" is taken to where the route is going to lead. */
export function onTheMove(from: Topology, to: Topology): GatewayDescription {
  const leadsTo = new Map(gatewayOf(to).routes.map((route) => [route.path, route.to]));
  const before = gatewayOf(from);
  return {
    ...before,
    routes: before.routes.map((route) => {
      const next = leadsTo.get(route.path);
      return next === undefined || next === route.to ? route : { ...route, movingTo: next };
    }),
  };
}
