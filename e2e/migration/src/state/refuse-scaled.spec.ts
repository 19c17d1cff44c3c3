import { describe, expect, it } from '@jest/globals';
import { namesOf, scaled, steps } from '@twinshop/topologies';
import { refuseScaled } from './refuse-scaled.ts';

describe('a shop that is to be migrated', () => {
  it('may have what its step has, with servers and what another step has left', () => {
    for (const [at, step] of steps.entries())
      refuseScaled([at, at], ['postgres', 'redis', ...namesOf(step), 'catalog', 'payment-provider']);
  });

  it('may have what the step has that is under way to', () => {
    refuseScaled([0, 1], namesOf(steps[1]!));
    expect(() => refuseScaled([0, 0], namesOf(steps[1]!))).toThrow('monolith-2 came with --scale');
  });

  it.each([
    [1, 'monolith', 'monolith-3'],
    [5, 'catalog', 'catalog-2, catalog-3'],
  ])('is refused at step %i with more of %s', (at, process, added) => {
    const running = namesOf(scaled(steps[at]!, { [process]: 3 }));
    expect(() => refuseScaled([at, at], running)).toThrow(`${added} came with --scale`);
  });
});
