import { describe, expect, it } from '@jest/globals';
import { parseCustomer, parseInvoice, parsePence, parseQuantity, parseTime } from './values.ts';

const REFUSED = { reason: expect.any(String) };

describe('a quantity', () => {
  it.each([
    ['6', 6],
    ['-12', -12],
    ['74215', 74215],
    ['6.0', 6],
    ['0', 0],
  ])('%s is %d', (text, value) => expect(parseQuantity(text)).toEqual({ value }));

  it.each(['', 'six', '1.5', '1e3', '1,000', ' 6', '6 7', 'NaN'])('"%s" is none', (text) =>
    expect(parseQuantity(text)).toEqual(REFUSED),
  );
});

describe('a price', () => {
  it.each([
    ['2.55', 255],
    ['2.1', 210],
    ['3', 300],
    ['3.', 300],
    ['0.0', 0],
    ['0.001', 0],
    ['0.005', 1],
    ['1.005', 101],
    ['8.3349999', 833],
    ['-11062.06', -1106206],
    ['-0.001', 0],
    ['38970.0', 3897000],
  ])('£%s is %d pence', (text, value) => expect(parsePence(text)).toEqual({ value }));

  it.each(['', '£2.55', '2,55', '1e2', 'free', '--1', '1.2.3', '99999999999'])('"%s" is none', (text) =>
    expect(parsePence(text)).toEqual(REFUSED),
  );
});

describe('a time', () => {
  const morning = Date.UTC(2010, 11, 1, 8, 26);

  it.each([
    '2010-12-01 08:26:00',
    '2010-12-01T08:26:00',
    '2010-12-01 08:26',
    '12/1/2010 8:26',
    '12/1/10 8:26',
    '12/01/2010 08:26',
    '01-12-2010 08:26',
  ])('%s is the first of December', (text) => expect(parseTime(text)).toEqual({ value: morning }));

  it.each([
    '',
    'yesterday',
    '2010-13-01 08:26:00',
    '2011-02-29 08:26:00',
    '2010-12-01 24:00:00',
    '2010-12-01 08:60:00',
    '31/12/2010 8:26',
    '40513.35',
  ])('"%s" is none', (text) => expect(parseTime(text)).toEqual(REFUSED));
});

describe('a customer', () => {
  it.each([
    ['17850', '17850'],
    ['17850.0', '17850'],
    ['', ''],
  ])('%s is "%s"', (text, value) => expect(parseCustomer(text)).toEqual({ value }));

  it.each(['17850.5', 'seventeen', '-1', '17850@x'])('"%s" is none', (text) =>
    expect(parseCustomer(text)).toEqual(REFUSED),
  );
});

describe('an invoice number', () => {
  it.each([
    ['536365', '536365'],
    ['C536379', 'C536379'],
    ['c536379', 'C536379'],
    ['A563185', 'A563185'],
  ])('%s is %s', (text, value) => expect(parseInvoice(text)).toEqual({ value }));

  it.each(['', 'CC536379', '536 365', '536365/1', 'invoice'])('"%s" is none', (text) =>
    expect(parseInvoice(text)).toEqual(REFUSED),
  );
});
