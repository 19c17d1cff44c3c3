import { describe, expect, it } from '@jest/globals';
import { COLUMNS, layoutOf } from './columns.ts';

describe('a header', () => {
  it('is found in the published order', () => {
    expect(layoutOf(COLUMNS)).toEqual({
      InvoiceNo: 0,
      StockCode: 1,
      Description: 2,
      Quantity: 3,
      InvoiceDate: 4,
      UnitPrice: 5,
      CustomerID: 6,
      Country: 7,
    });
  });

  it('may have the names of Online Retail II', () => {
    const names = 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country'.split(',');
    expect(layoutOf(names)).toEqual(layoutOf(COLUMNS));
  });

  it('may have another order, case and spelling, and a byte order mark', () => {
    const names =
      '\u00EF\u00BB\u00BFcountry, customer_id ,unitprice,InvoiceDate,QUANTITY,Description,Stock Code,invoice_no';
    expect(layoutOf(names.split(','))).toMatchObject({
      Country: 0,
      CustomerID: 1,
      UnitPrice: 2,
      InvoiceNo: 7,
    });
  });

  it('is refused for an unknown column, at that column', () => {
    const names = ['', ...COLUMNS];
    expect(layoutOf(names)).toEqual({ column: 1, reason: expect.stringContaining('unknown column ""') });
  });

  it('is refused for a column that comes twice, at the second', () => {
    expect(layoutOf([...COLUMNS, 'Country'])).toEqual({
      column: 9,
      reason: expect.stringContaining('twice'),
    });
  });

  it('is refused for a missing column, and says which', () => {
    const names = COLUMNS.filter((name) => name !== 'Quantity');
    expect(layoutOf(names)).toEqual({ column: 8, reason: expect.stringContaining('no column Quantity') });
  });
});
