import { describe, expect, it } from '@jest/globals';
import { formatMoney } from './money.ts';

describe('formatMoney', () => {
  it('writes minor units as pounds and pence', () => {
    expect(formatMoney({ amount: 1299, currency: 'GBP' })).toBe('£12.99');
    expect(formatMoney({ amount: 5, currency: 'GBP' })).toBe('£0.05');
    expect(formatMoney({ amount: 0, currency: 'GBP' })).toBe('£0.00');
  });

  it('groups thousands and keeps every penny of the largest price', () => {
    expect(formatMoney({ amount: 100_000_000, currency: 'GBP' })).toBe('£1,000,000.00');
    expect(formatMoney({ amount: 999_999_999_999_99, currency: 'GBP' })).toBe('£999,999,999,999.99');
  });
});
