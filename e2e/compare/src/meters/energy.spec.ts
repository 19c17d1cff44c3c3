import { describe, expect, it } from '@jest/globals';
import { joulesBetween, readEnergyCounters } from './energy.ts';

const counter = (name: string, microjoules: number) => ({ name, microjoules, wrapsAt: 1_000_000_000 });

describe('energy', () => {
  it('is what all processor packages took', () => {
    const before = [counter('intel-rapl:0', 5_000_000), counter('intel-rapl:1', 1_000_000)];
    const after = [counter('intel-rapl:0', 7_500_000), counter('intel-rapl:1', 1_500_000)];
    expect(joulesBetween(before, after)).toBe(3);
  });

  it('goes on where a counter begins anew', () => {
    expect(joulesBetween([counter('intel-rapl:0', 999_000_000)], [counter('intel-rapl:0', 1_000_000)])).toBe(
      2,
    );
  });

  it('is unknown where nobody counts', () => {
    expect(readEnergyCounters('/nowhere')).toEqual([]);
    expect(joulesBetween([], [])).toBeUndefined();
  });
});
