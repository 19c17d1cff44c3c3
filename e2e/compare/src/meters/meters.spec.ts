import { describe, expect, it } from '@jest/globals';
import { takenBetween, type Reading } from './meters.ts';

const reading = (changes: Partial<Reading> = {}): Reading => ({
  atMs: 1_000,
  cpu: { order: { startedAt: 7, ms: 400 }, postgres: { startedAt: 5, ms: 90 } },
  provider: { startedAt: 6, ms: 10 },
  memory: { order: 100, postgres: 50 },
  memoryPeakBytes: 300,
  sentBytes: { gateway: 4_000, order: 1_000 },
  energy: [],
  ...changes,
});

describe('what a stretch of time took', () => {
  it('is what the meters moved by, and what memory there is at its end', () => {
    const after = reading({
      atMs: 3_000,
      cpu: { order: { startedAt: 7, ms: 900 }, postgres: { startedAt: 5, ms: 100 } },
      provider: { startedAt: 6, ms: 35 },
      memory: { order: 120, postgres: 60 },
      memoryPeakBytes: 350,
      sentBytes: { gateway: 6_000, order: 2_000 },
    });
    expect(takenBetween(reading(), after)).toEqual({
      ms: 2_000,
      cpuMs: { order: 500, postgres: 10 },
      providerCpuMs: 25,
      memoryBytes: { order: 120, postgres: 60 },
      memoryPeakBytes: 350,
      wireBytes: 3_000,
      joules: undefined,
    });
  });

  it('counts a process that was started anew from its start', () => {
    const after = reading({ cpu: { order: { startedAt: 99, ms: 70 }, postgres: { startedAt: 5, ms: 90 } } });
    expect(takenBetween(reading(), after).cpuMs).toEqual({ order: 70, postgres: 0 });
  });

  it('counts what somebody new has sent from the start', () => {
    const after = reading({ sentBytes: { gateway: 4_500, 'order, started anew': 70 } });
    expect(takenBetween(reading(), after).wireBytes).toBe(570);
  });

  it('says nothing of a process that is gone', () => {
    expect(takenBetween(reading(), reading({ cpu: {}, provider: undefined }))).toMatchObject({
      cpuMs: {},
      providerCpuMs: undefined,
    });
  });

  it('says nothing where the machine doesn’t', () => {
    const silent = reading({ sentBytes: undefined, memoryPeakBytes: undefined });
    expect(takenBetween(silent, silent)).toMatchObject({ wireBytes: undefined, memoryPeakBytes: undefined });
  });
});
