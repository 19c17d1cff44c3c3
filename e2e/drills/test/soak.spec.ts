import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { violationsIn } from '@twinshop/invariants';
import { soakExtent } from '../src/soak/config.ts';
import { LiveSoak } from '../src/soak/live-soak.ts';
import { runSoak } from '../src/soak/run-soak.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const extent = soakExtent();

describe(`Amid random faults (SOAK_SEED=${extent.seed})`, () => {
  it.each([
    { variant: 'microservices', orders: 320, faults: 8 },
    { variant: 'monolith', orders: 280, faults: 8 },
  ] as const)(
    'every promise of the $variant is kept, whatever customers do meanwhile',
    async ({ variant, ...usual }) => {
      const orders = extent.orders ?? usual.orders;
      const faults = extent.faults ?? usual.faults;
      const { seed } = extent;
      const run = await runSoak({
        variant,
        orders,
        faults,
        seed,
        evidenceFolder: path.join(ROOT, 'reports', 'soak', `test-${variant}-${seed}`),
        spectator: new LiveSoak({ orders, faults, stream: process.stderr }),
        signal: new AbortController().signal,
      });
      expect({ violations: violationsIn(run.check), problems: run.problems }).toEqual({
        violations: [],
        problems: [],
      });
      expect(run.accepted).toBeGreaterThanOrEqual(orders);
      expect(run.played).toHaveLength(faults);
    },
    3_600_000,
  );
});
