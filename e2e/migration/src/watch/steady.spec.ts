import { describe, expect, it } from '@jest/globals';
import type { RunningShop, ShopControl } from '@twinshop/local';
import { untilSteady } from './steady.ts';

/** A shop of which every process is ready. */
const control = {
  shop: async () => ({ processes: [] }) as unknown as RunningShop,
} as ShopControl;

const ALL_WELL = { requests: 5_000, failed: 0 };

describe('a shop that is watched', () => {
  it('is as it was where everybody is answered, or nobody asks', async () => {
    await untilSteady(control, 0, () => [ALL_WELL, { requests: 0, failed: 0 }]);
  });

  it('may fail one request, which met a process that ended, and one in a thousand', async () => {
    await untilSteady(control, 0, () => [
      { requests: 10, failed: 1 },
      { requests: 5_000, failed: 5 },
    ]);
  });

  it('is not as it was where customers who are there for its sake are not answered', async () => {
    await expect(untilSteady(control, 0, () => [{ requests: 1_000, failed: 2 }, ALL_WELL])).rejects.toThrow(
      '2 of 1000 requests failed',
    );
  });

  it('is not as it was where its processes say that others are answered with errors', async () => {
    await expect(untilSteady(control, 0, () => [ALL_WELL, { requests: 1_000, failed: 2 }])).rejects.toThrow(
      '2 of 1000 requests failed',
    );
  });
});
