import { microservices, monolith, monolithBehindGateway, scaled, type Topology } from '@twinshop/topologies';
import type { Variant } from '../record/drill-record.ts';

/**
 * What a drill of a variant runs on.
 * @param scale replicas by process. Several of the monolith need somebody who shares requests out among them
 */
export function topologyOf(variant: Variant, scale: Readonly<Record<string, number>> = {}): Topology {
  if (variant === 'microservices') return scaled(microservices, scale);
  return scaled('monolith' in scale ? monolithBehindGateway : monolith, scale);
}
