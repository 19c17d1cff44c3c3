import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Second } from '../record/migration-record.ts';
import type { Reading } from './meters.ts';
import { SecondBySecond } from './second-by-second.ts';

describe('what was read second by second', () => {
  let bySecond: SecondBySecond;
  let read: () => Promise<Reading>;
  let told: Second[];

  beforeEach(() => {
    jest.useFakeTimers();
    const begunAt = Date.now();
    told = [];
    bySecond = new SecondBySecond({
      customers: undefined,
      meters: { read: () => read() },
      nowMs: () => Date.now() - begunAt,
      tell: (second) => told.push(second),
    });
  });
  afterEach(() => void jest.useRealTimers());

  it('is summed up from some moment on', async () => {
    const readings: Reading[] = [
      { answered: { monolith: 1_000 }, faults: 100 },
      { answered: { monolith: 30, catalog: 10 }, faults: 2 },
      { answered: { catalog: 5 }, faults: 0 },
    ];
    read = async () => readings.shift()!;
    bySecond.begin();
    await jest.advanceTimersByTimeAsync(3_000);
    await bySecond.end();
    expect(bySecond.saidSince(1_000)).toEqual({ requests: 45, failed: 2 });
    expect(bySecond.saidSince(3_000)).toEqual({ requests: 0, failed: 0 });
  });

  it('is told with the second that it is of, whenever reading began and as long as it takes', async () => {
    let second = 0;
    read = async () => {
      const answered = { monolith: ++second };
      await new Promise((resolve) => setTimeout(resolve, 950));
      return { answered, faults: 0 };
    };
    await jest.advanceTimersByTimeAsync(300);
    bySecond.begin();
    await jest.advanceTimersByTimeAsync(4_000);
    expect(told.map(({ answered }) => answered?.['monolith'])).toEqual([1, 2, 3]);
    const ended = bySecond.end();
    await jest.advanceTimersByTimeAsync(1_000);
    await ended;
    expect(told).toHaveLength(4);
  });

  it('is whole at the end: what is being read is waited for', async () => {
    const reading = Promise.withResolvers<Reading>();
    read = () => reading.promise;
    bySecond.begin();
    await jest.advanceTimersByTimeAsync(1_000);
    const ended = bySecond.end();
    reading.resolve({ answered: { catalog: 7 }, faults: 0 });
    await ended;
    expect(told).toMatchObject([{ atMs: 0, answered: { catalog: 7 } }]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(bySecond.seconds).toHaveLength(1);
  });
});
