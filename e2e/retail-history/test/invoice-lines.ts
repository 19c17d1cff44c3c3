import type { InvoiceLine } from '../src/parse/invoice-line.ts';

/** A line that no rule refuses, but for what is said otherwise. */
export function line(said: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    invoice: '536365',
    stockCode: '85123A',
    description: 'WHITE HANGING HEART T-LIGHT HOLDER',
    quantity: 6,
    time: Date.UTC(2010, 11, 1, 8, 26),
    price: 255,
    customer: '17850',
    country: 'United Kingdom',
    file: '2010-12.csv',
    line: 2,
    ...said,
  };
}
