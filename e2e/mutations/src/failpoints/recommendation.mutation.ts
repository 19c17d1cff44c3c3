import type { Mutation } from '../mutation.ts';

/** Both ways into the module pass by here, in either variant: what others ask of it, and what customers do. */
const PASS = 'await globalThis.failpoints.recommendation?.();';

export const recommendationFailpoint = {
  name: 'recommendation-failpoint',
  takesAway:
    'Recommendations answer as they can only as long as nobody sets them to be slow, to fail or to block.',
  processes: ['recommendation', 'monolith'],
  edits: [
    {
      module: 'libs/recommendation/feature/dist/recommendation-in-process.js',
      replace: 'alsoBought(productId, limit) {',
      by: `async alsoBought(productId, limit) { ${PASS}`,
    },
    {
      module: 'libs/recommendation/feature/dist/use-cases/recommend/recommend.js',
      replace: 'async run(customerId, limit) {',
      by: `async run(customerId, limit) { ${PASS}`,
    },
  ],
} satisfies Mutation;
