import { describe, expect, it } from '@jest/globals';
import { microservices, monolithBehindGateway } from '@twinshop/topologies';
import { routedTo } from './gateway-knows.ts';

describe('the gateway', () => {
  it('sends customers to services that have something for them', () => {
    const reached = microservices.processes
      .map(({ name }) => name)
      .filter((name) => routedTo(microservices, name));
    expect(reached).toEqual(['catalog', 'order', 'recommendation']);
  });

  it('sends them to the monolith, where there is one', () => {
    expect(routedTo(monolithBehindGateway, 'monolith')).toBe(true);
    expect(routedTo(monolithBehindGateway, 'payment-provider')).toBe(false);
  });
});
