import { gatewayOf, hasGateway, steps, type Topology } from '@twinshop/topologies';

/** What of the shop is answered by a process of its own, sooner or later. */
export const PARTS = ['pages', 'recommendation', 'payment', 'catalog', 'order'] as const;
export type Part = (typeof PARTS)[number];

/** The process that a part of the shop lives in at a step. */
export function ownerOf(part: Part, step: number): string {
  const topology = steps[step]!;
  if (part === 'pages') return pagesOf(topology);
  return topology.processes.some(({ name }) => name === part) ? part : 'monolith';
}

const pagesOf = (topology: Topology): string =>
  hasGateway(topology) ? (gatewayOf(topology).pages ?? 'gateway') : 'monolith';
