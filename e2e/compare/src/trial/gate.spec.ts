import { describe, expect, it } from '@jest/globals';
import { evidence } from './evidence.fixture.ts';
import { refusal } from './gate.ts';

describe('a run', () => {
  it('counts when its orders are at their end and all else is well', () =>
    expect(refusal(evidence())).toBeUndefined());

  it.each<[string, Parameters<typeof evidence>[0], RegExp]>([
    [
      'its load had no time to spare',
      { generator: { busy: 0.95 } },
      /own process was the bottleneck: it was busy for 95%/,
    ],
    ['its load had one core and needed more', { generator: { busy: 0.9, loopBusy: 0.99 } }, /busy for 99%/],
    [
      'its load waited for a processor',
      { generator: { busy: 0.17, loopBusy: 0.28 } },
      /bottleneck: for 11% of the time it waited/,
    ],
    ['its load came late', { generator: { lateP99: 400 } }, /began 400 ms after/],
    ['orders are pending', { placed: 100, final: 97 }, /^3 of 100 orders did not come to their end/],
    [
      'an accepted order is missing',
      { accepted: 100, placed: 99, final: 99 },
      /100 orders were accepted and 0 not answered, but the database has 99/,
    ],
    ['an order is there that nobody placed', { accepted: 100, placed: 101, final: 101 }, /database has 101/],
    ['nobody came', { requests: 0 }, /Nothing was asked/],
    ['answers were bad', { failed: 2 }, /^2 of 1000 requests were not answered as they should be/],
    ['others used the machine', { noise: 'Others used 40% of the processor.' }, /^Others used 40%/],
  ])('is refused where %s', (_, facts, why) => expect(refusal(evidence(facts))).toMatch(why));

  it('counts although answers were bad where that is what is measured', () =>
    expect(refusal(evidence({ failed: 200, mayFail: true }))).toBeUndefined());

  it('counts where an order may be there whose answer was lost', () =>
    expect(refusal(evidence({ accepted: 99, unknown: 1, placed: 100, final: 100 }))).toBeUndefined());
});
