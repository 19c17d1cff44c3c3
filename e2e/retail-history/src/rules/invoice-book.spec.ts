import { describe, expect, it } from '@jest/globals';
import { line } from '../../test/invoice-lines.ts';
import type { InvoiceLine } from '../parse/invoice-line.ts';
import { InvoiceBook, type Plan, type Sellable } from './invoice-book.ts';
import { sumOf } from './tally.ts';

const CATALOGUE = new Map<string, Sellable>([
  ['85123A', { id: 'heart', price: 295 }],
  ['71053', { id: 'lantern', price: 375 }],
]);

function planOf(
  lines: Partial<InvoiceLine>[],
  catalogue: ReadonlyMap<string, Sellable> = CATALOGUE,
  limit?: number,
): Plan {
  const book = new InvoiceBook();
  lines.forEach((said, index) => book.add(line({ line: index + 2, ...said })));
  return book.plan(catalogue, limit);
}

const refusalsOf = (refused: { rule: string; count: number }[]) =>
  Object.fromEntries(refused.map(({ rule, count }) => [rule, count]));

function expectToAddUp({ accounts: { lines, invoices } }: Plan): void {
  expect(lines.ordered + lines.merged + sumOf(lines.refused)).toBe(lines.read);
  expect(invoices.placed + sumOf(invoices.refused)).toBe(invoices.read);
}

describe('an invoice', () => {
  it('becomes an order of its customer at the catalogue’s prices', () => {
    const { orders } = planOf([{ quantity: 6 }, { stockCode: '71053', quantity: 2 }]);
    expect(orders).toEqual([
      {
        invoice: '536365',
        time: Date.UTC(2010, 11, 1, 8, 26),
        customer: '17850',
        country: 'United Kingdom',
        lines: [
          { sku: '85123A', productId: 'heart', quantity: 6, unitPrice: 295 },
          { sku: '71053', productId: 'lantern', quantity: 2, unitPrice: 375 },
        ],
        total: 6 * 295 + 2 * 375,
        fileLines: 2,
      },
    ]);
  });

  it('has each product once: equal lines are merged and counted as merged', () => {
    const plan = planOf([{ quantity: 6 }, { quantity: 6 }, { quantity: 1 }]);
    expect(plan.orders[0]?.lines).toEqual([expect.objectContaining({ quantity: 13 })]);
    expect(plan.accounts.lines).toMatchObject({ read: 3, ordered: 1, merged: 2, refused: [] });
  });

  it('is put together from lines that stand apart', () => {
    const plan = planOf([{ invoice: '1' }, { invoice: '2' }, { invoice: '1', stockCode: '71053' }]);
    expect(plan.orders.map(({ invoice, lines }) => [invoice, lines.length])).toEqual([
      ['1', 2],
      ['2', 1],
    ]);
  });

  it('takes the time of its earliest line', () => {
    const { orders } = planOf([{ time: 2_000 }, { time: 1_000, stockCode: '71053' }]);
    expect(orders[0]?.time).toBe(1_000);
  });

  it('loses the line that brings a product over 10,000', () => {
    const plan = planOf([{ quantity: 9_000 }, { quantity: 1_001 }, { quantity: 1_000 }]);
    expect(plan.orders[0]?.lines[0]?.quantity).toBe(10_000);
    expect(refusalsOf(plan.accounts.lines.refused)).toEqual({ quantity_over_limit: 1 });
    expectToAddUp(plan);
  });

  it('loses the lines of products that the shop does not have', () => {
    const plan = planOf([{}, { stockCode: '99999' }]);
    expect(plan.orders[0]?.lines).toHaveLength(1);
    expect(plan.accounts.lines.refused).toEqual([
      { rule: 'not_in_catalogue', count: 1, first: '2010-12.csv:3' },
    ]);
  });
});

describe('an invoice that can’t be an order is refused as', () => {
  it.each<[string, Partial<InvoiceLine>[]]>([
    ['cancellation', [{ invoice: 'C536379', quantity: -1 }]],
    ['adjustment', [{ invoice: 'A563186' }]],
    ['no_customer', [{ customer: '' }]],
    ['no_customer', [{ customer: '', stockCode: 'DOT' }]],
    ['several_customers', [{}, { customer: '13047' }]],
    ['nothing_left', [{ stockCode: 'POST' }]],
    ['nothing_left', [{ quantity: 74_215 }, { description: '' }]],
    ['nothing_left', [{ stockCode: '99999' }]],
  ])('%s: %j', (rule, lines) => {
    const plan = planOf(lines);
    expect(plan.orders).toEqual([]);
    expect(refusalsOf(plan.accounts.invoices.refused)).toEqual({ [rule]: 1 });
    expectToAddUp(plan);
  });

  it('too_many_lines: 501 products, but not 500', () => {
    const products = Array.from({ length: 501 }, (_, index) => String(10_000 + index));
    const catalogue = new Map(products.map((sku) => [sku, { id: sku, price: 100 }]));
    const lines = products.map((stockCode) => ({ stockCode }));
    const tooMany = planOf(lines, catalogue);
    expect(refusalsOf(tooMany.accounts.invoices.refused)).toEqual({ too_many_lines: 1 });
    expect(refusalsOf(tooMany.accounts.lines.refused)).toEqual({ too_many_lines: 501 });
    expect(planOf(lines.slice(1), catalogue).orders).toHaveLength(1);
  });

  it('not because a line of it names no customer, where another does', () => {
    expect(planOf([{ customer: '' }, { stockCode: '71053' }]).orders[0]?.customer).toBe('17850');
  });
});

describe('the orders of a replay', () => {
  it('come in the order of time, at one time by their numbers', () => {
    const { orders } = planOf([
      { invoice: '3', time: 20 },
      { invoice: '2', time: 10 },
      { invoice: '1', time: 20 },
    ]);
    expect(orders.map(({ invoice }) => invoice)).toEqual(['2', '1', '3']);
  });

  it('end at the limit, and what is beyond is counted', () => {
    const plan = planOf([{ invoice: '1' }, { invoice: '2' }, { invoice: '3', customer: '' }], CATALOGUE, 1);
    expect(plan.orders).toHaveLength(1);
    expect(refusalsOf(plan.accounts.invoices.refused)).toEqual({ beyond_limit: 1, no_customer: 1 });
    expectToAddUp(plan);
  });
});

describe('the account', () => {
  it('has each line and each invoice exactly once, whatever is wrong with it', () => {
    const plan = planOf([
      { invoice: '1' },
      { invoice: '1' },
      { invoice: '1', stockCode: 'POST' },
      { invoice: '1', stockCode: '99999' },
      { invoice: '1', description: '' },
      { invoice: '2', customer: '', stockCode: 'DOT' },
      { invoice: '2', customer: '' },
      { invoice: 'C3', stockCode: 'D' },
      { invoice: 'A4', stockCode: 'B' },
      { invoice: '5', quantity: -3, price: 0, customer: '' },
    ]);
    expect(plan.accounts.lines).toMatchObject({ read: 10, ordered: 1, merged: 1 });
    expect(refusalsOf(plan.accounts.lines.refused)).toEqual({
      cancellation: 1,
      adjustment: 1,
      postage_or_fee: 2,
      blank_description: 1,
      quantity_not_positive: 1,
      no_customer: 1,
      not_in_catalogue: 1,
    });
    expect(plan.accounts.invoices).toMatchObject({ read: 5, placed: 1 });
    expect(refusalsOf(plan.accounts.invoices.refused)).toEqual({
      cancellation: 1,
      adjustment: 1,
      no_customer: 2,
    });
    expectToAddUp(plan);
  });
});
