/** The set's columns in their published order. */
export const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

export type Column = (typeof COLUMNS)[number];

/** Where each column stands in a file, counted from 0. */
export type Layout = Record<Column, number>;

export type BadHeader = { column: number; reason: string };

/** The names that published copies of the set and of its successor, Online Retail II, give the columns. */
const NAMES: Record<string, Column> = {
  invoiceno: 'InvoiceNo',
  invoice: 'InvoiceNo',
  stockcode: 'StockCode',
  description: 'Description',
  quantity: 'Quantity',
  invoicedate: 'InvoiceDate',
  unitprice: 'UnitPrice',
  price: 'UnitPrice',
  customerid: 'CustomerID',
  country: 'Country',
};

const BYTE_ORDER_MARK = /^(\uFEFF|\u00EF\u00BB\u00BF)/;

/**
 * Finds the columns by name, in whatever order, case and spelling (`Customer ID`, `customer_id`) they come.
 * A missing, doubled or unknown column is answered as what is wrong with the header.
 */
export function layoutOf(header: readonly string[]): Layout | BadHeader {
  const layout: Partial<Layout> = {};
  for (const [index, written] of header.entries()) {
    const name = written.replace(BYTE_ORDER_MARK, '').trim();
    const column = NAMES[name.toLowerCase().replace(/[\s_-]/g, '')];
    if (!column) return { column: index + 1, reason: `unknown column "${name}"; ${EXPECTED}` };
    if (layout[column] !== undefined) {
      return { column: index + 1, reason: `column ${column} comes twice; ${EXPECTED}` };
    }
    layout[column] = index;
  }
  const missing = COLUMNS.filter((column) => layout[column] === undefined);
  if (missing.length > 0) {
    return { column: header.length + 1, reason: `no column ${missing.join(', ')}; ${EXPECTED}` };
  }
  return layout as Layout;
}

const EXPECTED = `the header must be ${COLUMNS.join(',')}`;
