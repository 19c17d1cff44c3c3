import type { GatewayDescription } from './gateway.ts';
import type { GatewayProcess, Topology } from './topology.ts';

const find = ({ processes }: Topology): GatewayProcess | undefined =>
  processes.find((process) => process.kind === 'gateway');

/** Whether customers reach a topology's processes through a gateway. */
export const hasGateway = (topology: Topology): boolean => find(topology) !== undefined;

/** What a topology's gateway sends where. @throws Error where it has none */
export function gatewayOf(topology: Topology): GatewayDescription {
  const found = find(topology);
  if (found === undefined) throw new Error(`${topology.name} has no gateway.`);
  return found.gateway;
}
