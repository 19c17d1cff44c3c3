import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Arrivals, evenly } from './arrivals.ts';

describe('arrivals', () => {
  let intended: number[];

  beforeEach(() => {
    jest.useFakeTimers();
    intended = [];
  });
  afterEach(() => void jest.useRealTimers());

  const arrive = (perSecond: number, start: (intendedAt: number) => void = (at) => intended.push(at)) =>
    new Arrivals(evenly(perSecond), start);

  const gaps = (): number[] => intended.slice(1).map((at, index) => at - intended[index]!);

  it('come at their rate, evenly spaced', () => {
    arrive(40).begin();
    jest.advanceTimersByTime(1_000);
    expect(intended).toHaveLength(40);
    for (const gap of gaps()) expect(gap).toBeCloseTo(25);
  });

  it('come at a rate that no timer could keep', () => {
    arrive(4_000).begin();
    jest.advanceTimersByTime(1_000);
    expect(intended).toHaveLength(4_000);
  });

  it('do not wait for what was started before', () => {
    const unanswered = new Set<Promise<void>>();
    arrive(40, () => void unanswered.add(new Promise(() => undefined))).begin();
    jest.advanceTimersByTime(1_000);
    expect(unanswered.size).toBe(40);
  });

  it('are all made up for after a stall, each told when it was meant to come', () => {
    const begunAt = performance.now();
    arrive(10).begin();
    const stallMs = 2_000;
    // As while the process that plays the customers is busy itself: time goes by, and no timer fires.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(begunAt + stallMs);
    jest.advanceTimersToNextTimer();
    clock.mockRestore();
    expect(intended).toHaveLength(20);
    for (const gap of gaps()) expect(gap).toBeCloseTo(100);
    expect(intended[0]).toBeCloseTo(begunAt + 100);
  });

  it('come at the times of a timetable, and are over with it', () => {
    const begunAt = performance.now();
    new Arrivals([10, 10, 700], (at) => intended.push(at)).begin();
    jest.advanceTimersByTime(5_000);
    expect(intended.map((at) => at - begunAt)).toEqual([10, 10, 700]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('end', () => {
    const arrivals = arrive(40);
    arrivals.begin();
    jest.advanceTimersByTime(500);
    arrivals.end();
    jest.advanceTimersByTime(5_000);
    expect(intended).toHaveLength(20);
  });
});
