import { describe, expect, it } from '@jest/globals';
import { againstRest } from './against-rest.ts';

const seen = (p99: number) => ({ requests: 100, failed: 0, p50: 1, p99 });
const rest = (p99: number) => ({ step: 0, fromMs: 0, toMs: 1, seen: seen(p99) });
const step = (p99: number) => ({ from: 0, to: 1, fromMs: 1, toMs: 2, seen: seen(p99) });

describe('a step against the shop left alone', () => {
  it('is compared with the slower rest', () => {
    expect(againstRest({ rests: [rest(10), rest(20)], steps: [step(30)] })).toEqual([{ to: 1, ratio: 1.5 }]);
  });

  it('is not compared where nobody waited, or nobody asked', () => {
    const nobody = { requests: 0, failed: 0 };
    expect(againstRest({ rests: [], steps: [step(30)] })).toEqual([]);
    expect(againstRest({ rests: [{ ...rest(0), seen: nobody }], steps: [step(30)] })).toEqual([]);
    expect(againstRest({ rests: [rest(10)], steps: [{ ...step(0), seen: nobody }] })).toEqual([]);
  });
});
