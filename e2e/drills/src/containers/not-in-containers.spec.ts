import { describe, expect, it } from '@jest/globals';
import { isApplicable, type Scenario } from '../drill.ts';
import { drills } from '../drills/index.ts';
import type { Fault } from '../faults/fault.ts';
import { inContainers, playableInContainers, whyNot } from './not-in-containers.ts';

const scenario = (faults: readonly Fault[], scale?: Scenario['scale']): Scenario => ({
  faults,
  faultMs: 1_000,
  ...(scale && { scale }),
  expects: [],
});

describe('a scenario in containers', () => {
  it.each<Fault>([
    { kind: 'kill', part: 'order' },
    { kind: 'pause', part: 'order' },
    { kind: 'roll', process: 'catalog' },
    { kind: 'reload', times: 2, everyMs: 100 },
    { kind: 'provider', behaviour: { down: true } },
    { kind: 'lock', module: 'catalog', table: 'stock' },
    { kind: 'link', before: 'recommendation', fault: { kind: 'blackhole' } },
  ])('is played with %j', (fault) => expect(whyNot(scenario([fault]), 'microservices')).toBeUndefined());

  it.each<[Fault, RegExp]>([
    [{ kind: 'failpoint', process: 'order', set: { clock: { aheadMs: 5 } } }, /switch within a process/],
    [{ kind: 'full-log', process: 'order' }, /kept by Docker/],
    [{ kind: 'link', before: 'order', fault: { kind: 'reset' } }, /cut off/],
    [{ kind: 'link', between: ['catalog', 'postgres'], fault: { kind: 'blackhole' } }, /as a whole/],
  ])('is refused with %j, in words', (fault, words) =>
    expect(whyNot(scenario([{ kind: 'flush' }, fault]), 'microservices')).toMatch(words),
  );

  it('has as many replicas of a service as it wants, but one monolith', () => {
    expect(whyNot(scenario([], { catalog: 2 }), 'microservices')).toBeUndefined();
    expect(whyNot(scenario([], { monolith: 2 }), 'monolith')).toMatch(/one monolith/);
  });
});

describe('a drill in containers', () => {
  it('is listed where one variant at least can play it, and says of the other why not', () => {
    const names = playableInContainers(drills).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['order-killed', 'process-frozen', 'rolling-restart']));
    expect(names).not.toContain('recommendation-slow');
    const { variants } = inContainers(drills.find(({ name }) => name === 'rolling-restart')!);
    expect(isApplicable(variants.microservices)).toBe(true);
    expect(variants.monolith).toEqual({ because: expect.stringContaining('one monolith') });
  });

  it('has no guard to switch off', () =>
    expect(playableInContainers(drills).flatMap(({ guards = [] }) => guards)).toEqual([]));
});
