import { describe, expect, it } from '@jest/globals';
import { behindGateway, namesOf, steps } from '@twinshop/topologies';
import { inGroups } from '../src/containers/crew.ts';

describe('the order in which containers are started', () => {
  it('has each after those it needs, and the gateway last', () => {
    expect(inGroups(steps[1]!.processes)).toEqual([
      ['payment-provider'],
      ['monolith', 'monolith-2'],
      ['gateway'],
    ]);
  });

  it.each(steps.map((step) => [step.name, behindGateway(step)] as const))('has all of %s', (_, step) =>
    expect(inGroups(step.processes).flat().toSorted()).toEqual(namesOf(step).toSorted()),
  );
});
