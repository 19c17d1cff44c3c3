import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../faults/fault.ts';
import { touches } from './touches.ts';

const meet = (one: Fault, other: Fault): boolean =>
  touches(one).some((each) => touches(other).includes(each));

describe('Two faults', () => {
  it.each<[string, Fault, Fault]>([
    [
      'a replica’s death and its pause',
      { kind: 'kill', part: 'order-2' },
      { kind: 'pause', part: 'order-2' },
    ],
    [
      'a replica’s death and its clock',
      { kind: 'kill', part: 'order-2' },
      { kind: 'failpoint', process: 'order', replica: 2, set: {} },
    ],
    [
      'a rolling restart and a replica’s death',
      { kind: 'roll', process: 'order' },
      { kind: 'kill', part: 'order-2' },
    ],
    [
      'two on one way, of one replica and of all',
      { kind: 'link', between: ['order', 'postgres'], replica: 2, fault: { kind: 'reset' } },
      { kind: 'link', between: ['order', 'postgres'], fault: { kind: 'blackhole' } },
    ],
    [
      'the provider’s death and its behaviour, which it forgets',
      { kind: 'kill', part: 'payment-provider' },
      { kind: 'provider', behaviour: { down: true } },
    ],
    ['poison in a Redis that forgets', { kind: 'poison', queue: 'order', count: 1 }, { kind: 'flush' }],
    [
      'a lock in a PostgreSQL that dies',
      { kind: 'lock', module: 'order', table: 'orders' },
      { kind: 'kill', part: 'postgres' },
    ],
  ])('take hold of the same: %s', (_, one, other) => {
    expect(meet(one, other)).toBe(true);
  });

  it.each<[string, Fault, Fault]>([
    ['deaths of two replicas', { kind: 'kill', part: 'order' }, { kind: 'kill', part: 'order-2' }],
    [
      'a death and a way',
      { kind: 'kill', part: 'order' },
      { kind: 'link', between: ['order', 'postgres'], fault: { kind: 'reset' } },
    ],
  ])('can be at once: %s', (_, one, other) => {
    expect(meet(one, other)).toBe(false);
  });
});
