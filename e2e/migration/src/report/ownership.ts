import { steps, type ProcessDescription, type Topology } from '@twinshop/topologies';

/** What of the shop is answered by a process of its own, sooner or later. */
export const PARTS = ['pages', 'recommendation', 'payment', 'catalog', 'order'] as const;
export type Part = (typeof PARTS)[number];

/** The process that a part of the shop lives in at a step. */
export function ownerOf(part: Part, step: number): string {
  const topology = steps[step]!;
  if (part === 'pages') return pagesOf(topology);
  return topology.processes.some(({ name }) => name === part) ? part : 'monolith';
}

function pagesOf({ processes }: Topology): string {
  const gateway = processes.find((process: ProcessDescription) => process.kind === 'gateway');
  return gateway === undefined ? 'monolith' : (gateway.gateway.pages ?? 'gateway');
}
