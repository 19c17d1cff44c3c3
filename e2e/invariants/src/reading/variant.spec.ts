import { describe, expect, it } from '@jest/globals';
import { hasMessages, outboxesOf, type ShopToRead } from './variant.ts';

const shop = (variant: string): ShopToRead => ({
  variant,
  databases: { catalog: 'one', order: 'two', payment: 'three' },
  redisUrl: undefined,
  providerUrl: '',
  processes: [],
});

describe('a shop', () => {
  it.each(['monolith', 'monolith-behind-gateway'])('that is a %s has no messages', (variant) => {
    expect(hasMessages(shop(variant))).toBe(false);
    expect(outboxesOf(shop(variant))).toEqual([]);
  });

  it('of services has an outbox in each database', () => {
    expect(outboxesOf(shop('microservices'))).toEqual([
      ['catalog', 'one'],
      ['order', 'two'],
      ['payment', 'three'],
    ]);
  });

  it('of no known kind is not judged', () => {
    expect(() => hasMessages(shop('a market'))).toThrow('There is no topology "a market".');
  });
});
