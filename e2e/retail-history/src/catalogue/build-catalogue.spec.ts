import { describe, expect, it } from '@jest/globals';
import { line } from '../../test/invoice-lines.ts';
import { sumOf } from '../rules/tally.ts';
import { CatalogueBook } from './build-catalogue.ts';

function catalogueOf(...lines: Parameters<typeof line>[0][]) {
  const book = new CatalogueBook();
  for (const said of lines) book.add(line(said));
  return book.catalogue();
}

describe('the catalogue', () => {
  it('has one product for each stock code: commonest description, median price, department, stock for all that was sold', () => {
    const { products } = catalogueOf(
      { price: 255, quantity: 6 },
      { price: 295, quantity: 12 },
      { price: 255, quantity: 1, description: 'WHITE HEART' },
      { stockCode: '22197', description: 'SMALL POPCORN HOLDER', price: 85 },
    );
    expect(products).toEqual([
      expect.objectContaining({ sku: '22197', category: 'kitchen-and-baking' }),
      {
        sku: '85123A',
        name: 'WHITE HANGING HEART T-LIGHT HOLDER',
        description: 'White hanging heart t-light holder.',
        category: 'candles-and-lights',
        price: { amount: 255, currency: 'GBP' },
        stock: 1_019,
        attributes: { stockCode: '85123A' },
      },
    ]);
  });

  it('does not depend on the order of the lines', () => {
    const lines = [
      { description: 'B', price: 1 },
      { description: 'A', price: 4 },
      { stockCode: '71053', price: 9 },
    ];
    expect(catalogueOf(...lines.toReversed()).products).toEqual(catalogueOf(...lines).products);
  });

  it('learns from invoices without a customer, and nothing from lines that sell no product', () => {
    const { products, linesRead, linesUsed, refused } = catalogueOf(
      { customer: '' },
      { description: '?', price: 0 },
      { invoice: 'C536379', quantity: -1, price: 1 },
      { stockCode: 'POST', description: 'POSTAGE' },
    );
    expect(products.map(({ sku }) => sku)).toEqual(['85123A']);
    expect(refused.map(({ rule }) => rule)).toEqual(['cancellation', 'postage_or_fee', 'price_not_positive']);
    expect(linesUsed + sumOf(refused)).toBe(linesRead);
  });

  it('keeps names within the contract', () => {
    const { products } = catalogueOf(
      { description: `${'X'.repeat(199)}🎁` },
      { stockCode: '71053', description: 'A\r\nB' },
    );
    expect(products.map(({ name }) => name)).toEqual(['A B', 'X'.repeat(199)]);
  });
});
