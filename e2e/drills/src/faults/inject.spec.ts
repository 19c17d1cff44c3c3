import { describe, expect, it } from '@jest/globals';
import type { Fault } from './fault.ts';
import { inWords, placesOf, switchedBy } from './inject.ts';

const before: Fault = { kind: 'link', before: 'recommendation', fault: { kind: 'blackhole' } };
const between: Fault = { kind: 'link', between: ['catalog', 'postgres'], fault: { kind: 'reset' } };
const slow: Fault = { kind: 'failpoint', process: 'order', set: { clock: { aheadMs: 5 } } };

describe('what faults need', () => {
  it('is a proxy at each place of a link', () =>
    expect(placesOf([before, slow, between])).toEqual([
      { before: 'recommendation' },
      { between: ['catalog', 'postgres'] },
    ]));

  it('is a switch within each process that fails from within, once', () => {
    const again: Fault = { ...slow, set: { block: { forMs: 5 } } };
    expect(switchedBy([before, slow, again])).toEqual(['order']);
  });
});

describe('a fault in words', () => {
  it.each<[Fault, string]>([
    [{ kind: 'kill', part: 'order' }, 'order is killed'],
    [{ kind: 'kill', part: 'postgres', everyMs: 7_000 }, 'postgres is killed every 7 s'],
    [before, 'The way to recommendation: kind blackhole'],
    [between, 'The way from catalog to postgres: kind reset'],
    [slow, 'Within order: clock (aheadMs 5)'],
    [{ kind: 'provider', behaviour: { down: true } }, 'The payment provider: down true'],
  ])('%j', (fault, words) => expect(inWords(fault)).toBe(words));
});
