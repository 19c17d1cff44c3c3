import { describe, expect, it } from '@jest/globals';
import { rateAtLatency } from './rate-at-latency.ts';

const tried = (...ms: number[]) => ms.map((one, nth) => ({ rate: 100 * (nth + 1), ms: one }));

describe('the highest rate at a latency', () => {
  it('lies where the curve crosses it', () =>
    expect(rateAtLatency(tried(10, 25, 2_500), 250)).toBeCloseTo(250));
  it('is the highest that was tried where the latency is always kept', () =>
    expect(rateAtLatency(tried(10, 11, 12), 250)).toBe(300));
  it('is none where it never is', () => expect(rateAtLatency(tried(300, 400), 250)).toBe(0));
  it('is told by the first time that it is exceeded: what comes later is luck', () =>
    expect(rateAtLatency(tried(25, 2_500, 30), 250)).toBeCloseTo(150));
});
