import { microservices, monolithBehindGateway, type Topology } from '@twinshop/topologies';
import type { Arm, ArmKey } from '../record/compare-record.ts';

export type Arms = readonly [Arm, Arm];

/** Either variant behind the same gateway. */
export const bothVariants: Arms = [
  arm('a', 'monolith', monolithBehindGateway),
  arm('b', 'services', microservices),
];

/** A shop beside itself. */
export const monolithTwice: Arms = [
  arm('a', 'monolith', monolithBehindGateway),
  arm('b', 'monolith again', monolithBehindGateway),
];

/** A shop beside itself with less processor time. */
export const monolithSlowed: Arms = [
  arm('a', 'monolith', monolithBehindGateway),
  arm('b', 'monolith slowed down', monolithBehindGateway),
];

function arm(key: ArmKey, title: string, { name, processes }: Topology): Arm {
  return { key, title, topology: name, processes: processes.map((process) => process.name) };
}
