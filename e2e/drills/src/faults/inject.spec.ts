import { describe, expect, it } from '@jest/globals';
import type { Fault } from './fault.ts';
import { placesOf, switchedBy } from './inject.ts';

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
