import { describe, expect, it } from '@jest/globals';
import { drills } from '../drills/index.ts';
import { isApplicable } from '../drill.ts';
import type { Fault } from './fault.ts';
import { inWords } from './in-words.ts';

describe('a fault in words', () => {
  it.each<[Fault, string]>([
    [{ kind: 'kill', part: 'order' }, 'order is killed'],
    [{ kind: 'kill', part: 'postgres', everyMs: 7_000 }, 'postgres is killed every 7 s'],
    [
      { kind: 'link', before: 'recommendation', fault: { kind: 'blackhole' } },
      'The way to recommendation swallows everything',
    ],
    [
      {
        kind: 'link',
        between: ['catalog', 'postgres'],
        fault: { kind: 'flapping', everyMs: 1_000, faults: [{ kind: 'reset' }] },
      },
      'The way from catalog to postgres resets connections, on and off every 1 s',
    ],
    [
      { kind: 'failpoint', process: 'payment', replica: 1, set: { block: { forMs: 12_000 } } },
      'In payment, replica 1, the event loop is blocked for 12 s',
    ],
    [
      {
        kind: 'failpoint',
        process: 'order',
        set: { recommendation: { fails: true }, clock: { aheadMs: 5_000 } },
      },
      'In order, recommendations fail and the clock is 5 s ahead',
    ],
    [{ kind: 'provider', behaviour: { down: true } }, 'The payment provider is down'],
    [
      { kind: 'provider', behaviour: { latencyMs: 2_000, loseReplyRate: 0.25 } },
      'The payment provider takes 2 s and loses 25% of its replies',
    ],
  ])('%j', (fault, words) => expect(inWords(fault)).toBe(words));

  it('always says what happens', () => {
    const faults = drills.flatMap(({ variants }) =>
      Object.values(variants).flatMap((scenario) => (isApplicable(scenario) ? scenario.faults : [])),
    );
    for (const fault of faults) expect(inWords(fault)).toMatch(/[a-z0-9%]$/);
  });
});
