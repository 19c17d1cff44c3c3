import { microservices, monolithBehindGateway, steps, type Topology } from '@twinshop/topologies';
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

/** Two steps of the way from the one variant to the other. @throws RangeError where there is no such step */
export function twoSteps(first: number, second: number): Arms {
  const at = (step: number): Topology => {
    const topology = steps[step];
    if (topology === undefined)
      throw new RangeError(`There is no step ${step}: there are 0 to ${steps.length - 1}.`);
    return topology;
  };
  return [arm('a', `step ${first}`, at(first)), arm('b', `step ${second}`, at(second))];
}

function arm(key: ArmKey, title: string, { name, processes }: Topology): Arm {
  return { key, title, topology: name, processes: processes.map((process) => process.name) };
}
