import { describe, expect, it } from '@jest/globals';
import { line } from '../../test/invoice-lines.ts';
import { refusalOf } from './line-rules.ts';

describe('a line that sells a product', () => {
  it.each([
    '85123A',
    '71053',
    '15056BL',
    'DCGS0004',
    'DCGSSBOY',
    'GIFT_0001_10',
    'SP1002',
    '79323GR',
    'PADS',
  ])('is kept under stock code %s', (stockCode) => expect(refusalOf(line({ stockCode }))).toBeUndefined());

  it('is kept up to 10,000 pieces and down to a penny', () => {
    expect(refusalOf(line({ quantity: 10_000, price: 1 }))).toBeUndefined();
  });

  it('is kept where its customer is unknown: that is the invoice’s matter', () => {
    expect(refusalOf(line({ customer: '' }))).toBeUndefined();
  });

  it.each(['CARRIAGE CLOCK', 'POSTAGE STAMP TIN', 'VINTAGE SAMPLES BOOK'])(
    'is kept when a fee’s word is only part of its description: %s',
    (description) => expect(refusalOf(line({ description }))).toBeUndefined(),
  );
});

describe('a dirty line is refused as', () => {
  it.each([
    ['cancellation', { invoice: 'C536379', quantity: -1 }],
    ['cancellation', { invoice: 'C496350', quantity: 1 }],
    [
      'adjustment',
      { invoice: 'A563186', stockCode: 'B', description: 'Adjust bad debt', quantity: 1, price: -1106206 },
    ],
    ['postage_or_fee', { stockCode: 'POST', description: 'POSTAGE' }],
    ['postage_or_fee', { stockCode: 'DOT', description: 'DOTCOM POSTAGE' }],
    ['postage_or_fee', { stockCode: 'C2', description: 'CARRIAGE' }],
    ['postage_or_fee', { stockCode: 'M', description: 'Manual' }],
    ['postage_or_fee', { stockCode: 'D', description: 'Discount', quantity: -1 }],
    ['postage_or_fee', { stockCode: 'S', description: 'SAMPLES' }],
    ['postage_or_fee', { stockCode: 'BANK CHARGES', description: 'Bank Charges' }],
    ['postage_or_fee', { stockCode: 'AMAZONFEE', description: 'AMAZON FEE' }],
    ['postage_or_fee', { stockCode: 'CRUK', description: 'CRUK Commission' }],
    ['postage_or_fee', { stockCode: '23444', description: 'Next Day Carriage' }],
    ['postage_or_fee', { stockCode: '23574', description: 'PACKING CHARGE' }],
    ['not_a_product', { stockCode: 'TEST001', description: 'This is a test product.' }],
    ['not_a_product', { stockCode: '' }],
    ['blank_description', { description: '' }],
    ['blank_description', { description: '', quantity: -10, price: 0 }],
    ['quantity_not_positive', { description: 'damaged', quantity: -38, price: 0 }],
    ['quantity_not_positive', { quantity: 0 }],
    ['price_not_positive', { description: '?', quantity: 4000, price: 0 }],
    ['price_not_positive', { stockCode: 'PADS', price: 0 }],
    ['quantity_over_limit', { quantity: 74_215 }],
    ['quantity_over_limit', { quantity: 10_001 }],
  ])('%s: %j', (rule, said) => expect(refusalOf(line(said))).toBe(rule));
});
