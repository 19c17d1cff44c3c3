import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PhaseName, Second } from '../record/drill-record.ts';
import { TallyBySecond } from '../traffic/tally.ts';
import type { Watcher } from '../watch/watcher.ts';
import { Chronicle } from './chronicle.ts';

const nobodyLooks = { between: () => [] } as unknown as Watcher;

describe('a chronicle', () => {
  let told: [atMs: number, requests: number, phase: PhaseName][];
  let chronicle: Chronicle;
  let tally: TallyBySecond;

  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    chronicle = new Chronicle({
      phase: () => undefined,
      event: () => undefined,
      second: (second, phase) => told.push([second.atMs, requestsIn(second), phase]),
    });
    tally = new TallyBySecond(chronicle.startedAt);
  });
  afterEach(() => void jest.useRealTimers());

  const requestsIn = ({ endpoints }: Second): number => endpoints['product page']?.requests ?? 0;
  const begin = (atMs: number): (() => void) => {
    const intendedAt = chronicle.startedAt + atMs;
    tally.begin(intendedAt);
    return () => tally.end('product page', intendedAt, { succeeded: true, degraded: false, ms: 1 });
  };

  it('ends a phase where the next begins', () => {
    chronicle.begin('warm-up');
    jest.advanceTimersByTime(5_000);
    chronicle.begin('control');
    jest.advanceTimersByTime(1_000);
    chronicle.end();
    expect(chronicle.phases).toEqual([
      { name: 'warm-up', fromMs: 0, toMs: 5_000 },
      { name: 'control', fromMs: 5_000, toMs: 6_000 },
    ]);
  });

  it('has what happened in the order of time, whenever it was noted', () => {
    chronicle.note({ atMs: 20, kind: 'heal', says: 'second' });
    chronicle.note({ atMs: 10, kind: 'fault', says: 'first' });
    expect(chronicle.timeline.map(({ says }) => says)).toEqual(['first', 'second']);
  });

  it('tells each second once, in its phase, when most of its requests have had time to end', () => {
    chronicle.begin('warm-up');
    chronicle.tellSeconds(tally, nobodyLooks);
    begin(100)();
    jest.advanceTimersByTime(2_400);
    expect(told).toEqual([]);
    chronicle.begin('control');
    jest.advanceTimersByTime(2_000);
    chronicle.endTelling();
    expect(told).toEqual([
      [0, 1, 'warm-up'],
      [1_000, 0, 'warm-up'],
      [2_000, 0, 'warm-up'],
      [3_000, 0, 'control'],
    ]);
  });

  it('puts a second right when a request has ended that took long, and takes it for incomplete until then', () => {
    chronicle.begin('warm-up');
    chronicle.tellSeconds(tally, nobodyLooks);
    const end = begin(1_100);
    jest.advanceTimersByTime(5_000);
    expect(chronicle.seconds.map(requestsIn)).toEqual([0, 0, 0]);
    expect(chronicle.completeSeconds.map(({ atMs }) => atMs)).toEqual([0]);
    end();
    jest.advanceTimersByTime(100);
    expect(chronicle.seconds.map(requestsIn)).toEqual([0, 1, 0]);
    expect(chronicle.completeSeconds).toEqual(chronicle.seconds);
    chronicle.endTelling();
  });
});
