import type { ReadinessCheck } from '@twinshop/platform/operations';
import type { Projection } from './projection.ts';

/** Ready while Redis answers, also during a rebuild: what is there serves. */
export const projectionCheck = (projection: Projection): ReadinessCheck => ({
  name: 'projection',
  check: async () => {
    const { complete, building } = await projection.state();
    return { complete, rebuilding: building !== undefined };
  },
});
