import { describe, expect, it } from '@jest/globals';
import { aFinding, aRecovery, aReport, aSample, aSecond, evidence, HEALED_MS } from '../../test/evidence.ts';
import { drains, keepsItsPromises, keepsRunning, recovers, takesOrdersAgain } from './shop.judges.ts';

describe('a shop keeps its promises', () => {
  it('where the checker finds nothing', () => {
    expect(keepsItsPromises(evidence()).met).toBe(true);
    expect(keepsItsPromises(evidence({ check: aReport([aFinding, aFinding]) }))).toMatchObject({
      measured: '2 violations',
      met: false,
    });
  });
});

describe('a shop recovers', () => {
  const recovered = (afterMs: number) =>
    recovers(5_000)(evidence({ recovery: aRecovery({ recovered: HEALED_MS + afterMs }) }));

  it('in time, or too late, or never', () => {
    expect(recovered(5_000).met).toBe(true);
    expect(recovered(5_001).met).toBe(false);
    expect(recovers(5_000)(evidence())).toMatchObject({
      measured: 'never while it was watched',
      met: false,
    });
  });
});

describe('a shop drains', () => {
  it('in time, or too late', () => {
    expect(drains(60_000)(evidence({ check: aReport([], 60_000) })).met).toBe(true);
    expect(drains(60_000)(evidence({ check: aReport([], 60_001) })).met).toBe(false);
  });
});

describe('processes keep running', () => {
  const looks = (...pids: Record<string, number>[]) =>
    evidence({ samples: pids.map((each, nth) => aSample(nth, { pids: each })) });

  it('where each is the same to the end', () =>
    expect(keepsRunning()(looks({ order: 1, catalog: 2 }, { order: 1, catalog: 2 })).met).toBe(true));

  it('not where one was started anew, or is gone', () => {
    expect(keepsRunning()(looks({ order: 1 }, { order: 3 }))).toMatchObject({
      measured: 'order',
      met: false,
    });
    expect(
      keepsRunning()(looks({ order: 1, catalog: 2 }, { catalog: 2 }, { order: 1, catalog: 2 })).met,
    ).toBe(false);
  });

  it('but for the victims', () => {
    const killed = looks({ order: 1, catalog: 2 }, { order: 3, catalog: 2 });
    expect(keepsRunning('order')(killed).met).toBe(true);
    expect(keepsRunning('catalog')(killed).met).toBe(false);
  });

  it('not for all that anybody knows, where nobody looked', () =>
    expect(keepsRunning()(evidence())).toMatchObject({ measured: 'nobody looked', met: false }));
});

describe('a shop takes orders again', () => {
  const orders = (requests: number, failed: number) => ({
    endpoints: { 'place order': { requests, failed, degraded: 0, p50: 2, p99: 8, max: 9 } },
  });
  const takes = takesOrdersAgain(5_000);

  it('in time, or too late, or never', () => {
    const refused = aSecond(HEALED_MS, orders(10, 1));
    expect(takes(evidence({ seconds: [refused, aSecond(HEALED_MS + 5_000, orders(10, 0))] })).met).toBe(true);
    expect(takes(evidence({ seconds: [refused, aSecond(HEALED_MS + 5_001, orders(10, 0))] })).met).toBe(
      false,
    );
    expect(takes(evidence({ seconds: [refused] })).met).toBe(false);
  });

  it('not by nobody having ordered', () =>
    expect(takes(evidence({ seconds: [aSecond(HEALED_MS, orders(0, 0))] })).met).toBe(false));
});
