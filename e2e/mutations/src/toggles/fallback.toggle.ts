import type { ProcessDescription, Topology } from '@twinshop/topologies';
import type { Toggle } from './toggle.ts';

export const fallback: Toggle = {
  name: 'fallback',
  takesAway:
    'The default lists in the place of recommendations: on product pages, in the module itself and at the gateway.',
  variants: ['monolith', 'microservices'],
  expect: 'Where recommendations are slow or fail, so do product pages, and the route of recommendations.',
  processes: ['catalog', 'recommendation', 'monolith'],
  edits: [
    {
      module: 'libs/catalog/feature/dist/use-cases/suggest-related/suggest-related.js',
      replace: 'this.recommendations.alsoBought(productId, limit)).catch(() => []);',
      by: 'this.recommendations.alsoBought(productId, limit));',
    },
    {
      module: 'libs/recommendation/feature/dist/use-cases/recommend/recommend.js',
      replace: 'within(milliseconds, asked).catch(() => []);',
      by: 'within(milliseconds, asked);',
    },
  ],
  topology: (topology): Topology => ({ ...topology, processes: topology.processes.map(withoutFallbacks) }),
};

function withoutFallbacks(process: ProcessDescription): ProcessDescription {
  if (process.kind !== 'gateway') return process;
  const routes = process.gateway.routes.map(({ fallback: _, ...route }) => route);
  return { ...process, gateway: { ...process.gateway, routes } };
}
