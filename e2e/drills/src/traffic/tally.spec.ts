import { describe, expect, it } from '@jest/globals';
import { Tally, TallyBySecond } from './tally.ts';

const fine = (ms: number) => ({ succeeded: true, degraded: false, ms });

describe('a tally', () => {
  it('counts a request that failed among the latencies, so that giving up late is not hidden', () => {
    const tally = new Tally();
    for (let nth = 0; nth < 98; nth += 1) tally.note(fine(2));
    for (let nth = 0; nth < 2; nth += 1) tally.note({ succeeded: false, degraded: false, ms: 5_000 });
    const { requests, failed, p50, p99, max } = tally.traffic;
    expect({ requests, failed }).toEqual({ requests: 100, failed: 2 });
    expect(p50).toBeCloseTo(2, 1);
    expect(p99 / 5_000).toBeCloseTo(1, 2);
    expect(max / 5_000).toBeCloseTo(1, 2);
  });

  it('counts an answer of a fallback as answered', () => {
    const tally = new Tally();
    tally.note({ succeeded: true, degraded: true, ms: 1 });
    tally.note(fine(1));
    expect(tally.impact).toMatchObject({ requests: 2, succeeded: 1, degraded: 0.5 });
  });

  it('without a request claims no success', () =>
    expect(new Tally().impact).toEqual({ requests: 0, succeeded: 0, degraded: 0, p50: 0, p99: 0 }));

  it('takes what is shorter than a microsecond, or longer than a minute, for that', () => {
    const tally = new Tally();
    tally.note(fine(0));
    tally.note(fine(3_600_000));
    expect(tally.traffic.max / 60_000).toBeCloseTo(1, 2);
  });

  it('adds another, latencies and all', () => {
    const [one, other] = [new Tally(), new Tally()];
    one.note(fine(1));
    other.note({ succeeded: false, degraded: false, ms: 100 });
    one.add(other);
    expect(one.traffic).toMatchObject({ requests: 2, failed: 1 });
    expect(one.traffic.max).toBeCloseTo(100, 0);
  });
});

describe('a tally by second', () => {
  const STARTED_AT = 5_000;
  const at = (ms: number): number => STARTED_AT + ms;

  it('puts a request into the second that it was meant to start in, whenever it ended', () => {
    const tally = new TallyBySecond(STARTED_AT);
    tally.begin(at(1_999));
    tally.end('product page', at(1_999), fine(9_000));
    expect(tally.second(1_000)).toMatchObject({ 'product page': { requests: 1 } });
    expect(tally.second(2_000)).toEqual({});
  });

  it('keeps endpoints apart', () => {
    const tally = new TallyBySecond(STARTED_AT);
    tally.end('product page', at(10), fine(1));
    tally.end('place order', at(20), { succeeded: false, degraded: false, ms: 1 });
    expect(tally.second(0)).toMatchObject({
      'product page': { requests: 1, failed: 0 },
      'place order': { requests: 1, failed: 1 },
    });
  });

  it('has a complete second only once all have ended that were meant to start in it', () => {
    const tally = new TallyBySecond(STARTED_AT);
    tally.begin(at(100));
    tally.begin(at(200));
    tally.begin(at(1_100));
    tally.end('product page', at(100), fine(1));
    expect(tally.isComplete(0)).toBe(false);
    tally.end('product page', at(200), fine(1));
    expect(tally.isComplete(0)).toBe(true);
    expect(tally.isComplete(1_000)).toBe(false);
  });

  it('sums seconds up that begin in a stretch of time: from its start, and before its end', () => {
    const tally = new TallyBySecond(STARTED_AT);
    for (const ms of [500, 1_500, 2_500, 3_500]) tally.end('product page', at(ms), fine(1));
    const requests = (fromMs: number, toMs: number): number =>
      tally.between(fromMs, toMs).get('product page')!.traffic.requests;
    expect(requests(1_000, 3_000)).toBe(2);
    expect(requests(1_001, 3_001)).toBe(2);
    expect(tally.between(0, 9_000).get('place order')!.traffic.requests).toBe(0);
  });
});
