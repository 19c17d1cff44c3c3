import type { Money } from '../api/types.ts';

const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

/** Words for an amount in minor units: `{ amount: 1299, currency: 'GBP' }` is `£12.99`. */
export function formatMoney({ amount }: Money): string {
  return format.format(amount / 100);
}
