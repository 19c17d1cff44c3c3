import { describe, expect, it } from '@jest/globals';
import { Random } from '@twinshop/load';
import { VARIANTS } from '../record/drill-record.ts';
import { kindsOf } from './kinds.ts';
import { scheduleOf, type ScheduleWishes, type Strike } from './schedule.ts';
import { touches } from './touches.ts';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

const scheduled = (seed: number, wishes: Partial<ScheduleWishes> = {}): Strike[] =>
  scheduleOf(new Random(seed), { orders: 3_000, faults: 30, kinds: kindsOf('microservices'), ...wishes });

const faultsOf = (strikes: readonly Strike[]) => strikes.flatMap(({ faults }) => faults);

describe('A schedule', () => {
  it('is the same where the seed is, and another where it is not', () => {
    expect(scheduled(7)).toEqual(scheduled(7));
    expect(scheduled(7)).not.toEqual(scheduled(8));
  });

  it('is JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(scheduled(7)))).toEqual(scheduled(7));
  });

  it.each([1, 2, 29, 100])('has exactly the %d faults that are wanted', (faults) => {
    for (const seed of SEEDS) expect(faultsOf(scheduled(seed, { faults }))).toHaveLength(faults);
  });

  it.each(VARIANTS)('of thirty faults has all kinds but a few, on the %s', (variant) => {
    const kinds = kindsOf(variant);
    for (const seed of SEEDS) {
      const dealt = new Set(faultsOf(scheduled(seed, { kinds })).map(({ kind }) => kind));
      expect(dealt.size).toBeGreaterThanOrEqual(Math.max(8, kinds.length - 4));
    }
  });

  it('spreads strikes over the orders: each has its share, in order, none at the very beginning or end', () => {
    for (const seed of SEEDS) {
      const moments = scheduled(seed).map(({ afterOrders }) => afterOrders);
      expect(moments).toEqual(moments.toSorted((one, other) => one - other));
      const share = (0.94 * 3_000) / moments.length;
      moments.forEach((moment, nth) => {
        expect(moment).toBeGreaterThanOrEqual(Math.floor(90 + share * nth));
        expect(moment).toBeLessThanOrEqual(Math.ceil(90 + share * (nth + 1)));
      });
    }
  });

  it('has two faults at once now and then, which take hold of different things and do overlap', () => {
    const pairs = SEEDS.flatMap((seed) => scheduled(seed)).filter(({ faults }) => faults.length > 1);
    expect(pairs.length).toBeGreaterThan(SEEDS.length);
    for (const { faults } of pairs) {
      const [first, second] = [faults[0]!, faults[1]!];
      expect(faults).toHaveLength(2);
      expect(touches(first.fault).filter((each) => touches(second.fault).includes(each))).toEqual([]);
      expect(second.afterMs).toBeLessThan(first.forMs);
    }
  });

  it('has faults that are short, and some that are longer than a lock on a message', () => {
    const times = SEEDS.flatMap((seed) => faultsOf(scheduled(seed))).map(({ forMs }) => forMs);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...times)).toBeLessThanOrEqual(15_000);
    expect(times.some((time) => time > 9_000)).toBe(true);
  });

  it('can be of some kinds only', () => {
    const kinds = kindsOf('microservices', ['black-hole', 'redis-killed']);
    expect(new Set(faultsOf(scheduled(1, { kinds })).map(({ kind }) => kind))).toEqual(
      new Set(['black-hole', 'redis-killed']),
    );
  });

  it('can be of one kind on one part, which is then never struck twice at once', () => {
    const kinds = kindsOf('microservices', ['redis-killed']);
    for (const { faults } of scheduled(1, { kinds })) expect(faults).toHaveLength(1);
  });

  it('is refused where no kind has a meaning on the variant', () => {
    const kinds = kindsOf('monolith', ['redis-killed']);
    expect(() => scheduled(1, { kinds })).toThrow('There is no kind of fault that has a meaning here.');
  });
});

describe('Kinds of faults', () => {
  it('are named where one is asked for that is not there', () => {
    expect(() => kindsOf('monolith', ['flood'])).toThrow(
      'There is no kind of fault "flood". There are: process-killed,',
    );
  });

  it.each(VARIANTS)('are eight at least on the %s', (variant) => {
    expect(kindsOf(variant).length).toBeGreaterThanOrEqual(8);
  });
});
