import { describe, expect, it } from '@jest/globals';
import { aSample, evidence, FAULT_MS, HEALED_MS } from '../../test/evidence.ts';
import type { BreakerState } from '../watch/sample.ts';
import {
  breakerCloses,
  breakerOpens,
  breakerStaysClosed,
  probesSparingly,
  runningAtMost,
} from './breaker.judges.ts';
import type { Evidence } from './judge.ts';

const LINK = 'catalog→recommendation';

const states = (...looks: readonly [atMs: number, state: BreakerState][]): Evidence =>
  evidence({ samples: looks.map(([atMs, state]) => aSample(atMs, { breakers: { [LINK]: state } })) });

describe('a breaker opens', () => {
  const opens = breakerOpens(LINK, 2_000);

  it('in time, or too late', () => {
    expect(opens(states([FAULT_MS, 'closed'], [FAULT_MS + 2_000, 'open'])).met).toBe(true);
    expect(opens(states([FAULT_MS, 'closed'], [FAULT_MS + 2_001, 'open'])).met).toBe(false);
  });

  it('not by having been open before the fault', () =>
    expect(opens(states([FAULT_MS - 1, 'open'], [FAULT_MS + 100, 'closed']))).toMatchObject({
      measured: 'never',
      met: false,
    }));

  it('not where another one does', () => {
    const other = aSample(FAULT_MS + 10, { breakers: { 'order→catalog': 'open' } });
    expect(opens(evidence({ samples: [other] })).met).toBe(false);
  });
});

describe('a breaker closes', () => {
  const closes = breakerCloses(LINK, 4_000);

  it('in time, or too late', () => {
    expect(closes(states([HEALED_MS, 'open'], [HEALED_MS + 4_000, 'closed'])).met).toBe(true);
    expect(closes(states([HEALED_MS, 'open'], [HEALED_MS + 4_001, 'closed'])).met).toBe(false);
  });

  it('for good: once it has opened again, the first time does not count', () =>
    expect(
      closes(states([HEALED_MS, 'closed'], [HEALED_MS + 3_000, 'half-open'], [HEALED_MS + 5_000, 'closed']))
        .measured,
    ).toBe('5000 ms'));

  it('not where it is open in the end, or nobody saw it', () => {
    expect(closes(states([HEALED_MS, 'closed'], [HEALED_MS + 1_000, 'open'])).met).toBe(false);
    expect(closes(evidence({ samples: [aSample(HEALED_MS)] })).met).toBe(false);
    expect(closes(evidence()).met).toBe(false);
  });
});

describe('calls that run at once', () => {
  const running = (...counts: number[]): Evidence =>
    evidence({ samples: counts.map((count, nth) => aSample(nth, { running: { [LINK]: count } })) });

  it('are bounded at every look', () => {
    expect(runningAtMost(LINK, 50)(running(0, 50, 3))).toMatchObject({ measured: 'at most 50', met: true });
    expect(runningAtMost(LINK, 50)(running(0, 51, 3)).met).toBe(false);
  });

  it('are not known to be where nobody saw any', () =>
    expect(runningAtMost(LINK, 50)(evidence({ samples: [aSample(0)] }))).toMatchObject({
      measured: 'nobody saw any',
      met: false,
    }));
});

describe('an open breaker probes', () => {
  const RESET_MS = 2_000;
  const probes = probesSparingly(LINK, { resetMs: RESET_MS, processes: 1 });
  /** Looks each half second of the fault, the breaker open from the second one on, with so many calls sent each reset. */
  const sent = (each: number): Evidence =>
    evidence({
      samples: Array.from({ length: 20 }, (_, nth) =>
        aSample(FAULT_MS + nth * 500, {
          breakers: { [LINK]: nth === 0 ? 'closed' : 'open' },
          sent: { [LINK]: 1_000 + Math.floor((nth * 500) / RESET_MS) * each },
        }),
      ),
    });

  it('once at each reset', () => {
    expect(probes(sent(1)).met).toBe(true);
    expect(probes(sent(5)).met).toBe(false);
  });

  it('not at all where it was never open', () =>
    expect(probes(states([FAULT_MS, 'closed']))).toMatchObject({
      measured: 'it was never open',
      met: false,
    }));

  it('as far as its process could be asked', () => {
    const { samples } = sent(5);
    const silent = aSample(HEALED_MS - 1);
    expect(probes(evidence({ samples: [...samples, silent] })).met).toBe(false);
  });
});

describe('a breaker stays closed', () => {
  const stays = breakerStaysClosed(LINK);

  it('where it is never seen open', () => {
    expect(stays(states([0, 'closed'], [FAULT_MS, 'closed'])).met).toBe(true);
    expect(stays(states([0, 'closed'], [FAULT_MS, 'open'], [HEALED_MS, 'closed']))).toMatchObject({
      measured: 'open in 1 of 3 looks',
      met: false,
    });
  });

  it('not where nobody saw it', () => expect(stays(evidence({ samples: [aSample(0)] })).met).toBe(false));
});
