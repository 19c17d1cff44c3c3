import { gatewayOf, type GatewayDescription, type Topology } from '@twinshop/topologies';

/**
 * As before; a process is asked whether it is still the owner, and what it answers with "moved" is taken to where the route
 * is going to lead.
 */
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
