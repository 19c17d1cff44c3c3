import { describe, expect, it } from '@jest/globals';
import { checkoutCapacity } from '../src/experiments/capacity.experiment.ts';
import { chooseFence } from '../src/fence/choose-fence.ts';
import type { MachineControl } from '../src/meters/machine-control.ts';
import { bothVariants } from '../src/plan/arms.ts';
import type { Plan } from '../src/plan/plan.ts';
import { compare, type Progress } from '../src/run/compare.ts';
import { generatorFor } from '../src/run/generator.ts';
import { startHostedShop } from '../src/shops/hosted-shop.ts';

const plan: Plan = {
  name: 'chosen',
  sizes: { shopWarmUpSeconds: 1, rounds: 1, seconds: 1, warmUpSeconds: 0, customers: 4, points: 2 },
  experiments: [checkoutCapacity],
};

/** What else the machine does says nothing of whether orders add up. */
const quiet: MachineControl = {
  begin: async () => ({
    end: async () => ({
      slowdown: 1,
      stolenShare: 0,
      othersShare: 0,
      isNoisy: false,
      because: [],
    }),
  }),
  close: async () => undefined,
};

const silent: Progress = { doing: () => undefined, trial: () => undefined, refused: () => undefined };

describe('a comparison of both variants', () => {
  it('counts orders that are final, as many as the databases have', async () => {
    const fence = chooseFence();
    const generator = await generatorFor(fence, 1);
    const record = await compare({
      plan,
      arms: bothVariants,
      fence,
      startShop: startHostedShop,
      seed: 7,
      command: './shop compare',
      generator: generator.options,
      control: quiet,
      progress: silent,
      stopping: new AbortController().signal,
    });
    await generator.remove();

    // A run whose orders do not add up is refused.
    expect(record.refused.filter(({ because }) => because.includes('database'))).toEqual([]);
    const orders = record.comparisons.find(({ id }) => id === 'capacity.checkout.orders');
    expect(orders?.samples.a).toEqual([expect.any(Number)]);
    expect(orders?.samples.b).toEqual([expect.any(Number)]);
    expect(Math.min(...orders!.samples.a, ...orders!.samples.b)).toBeGreaterThan(0);
  });
});
