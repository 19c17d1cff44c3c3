const PRODUCTS = 12;
const CUSTOMERS = 7;
const INVOICES = 60;
const FIRST_INVOICE = 700_000;

/**
 * Invoice lines of a month in which every order has one to five products, and some customers and products come often: an
 * invoice a minute, for an hour.
 * @param month 0 is December 2010, the next ones follow; their invoices differ, their products and customers do not
 */
export function smallMonth(month = 0): string {
  const lines = Array.from({ length: INVOICES }, (_, invoice) =>
    Array.from({ length: 1 + (invoice % 5) }, (_, line) => {
      const product = (invoice * (1 + (invoice % 3)) + line) % PRODUCTS;
      const time = new Date(Date.UTC(2010, 11 + month, 1, 8, invoice)).toISOString();
      return [
        FIRST_INVOICE + month * INVOICES + invoice,
        21_000 + product,
        `THING ${product}`,
        1 + line,
        time.slice(0, 19).replace('T', ' '),
        `${1 + product}.95`,
        `${18_000 + (invoice % CUSTOMERS)}.0`,
        'France',
      ].join();
    }),
  );
  return [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    ...lines.flat(),
    '',
  ].join('\n');
}
