const PRODUCTS = 12;
const CUSTOMERS = 7;
const INVOICES = 60;

/** Invoice lines of a month in which every order has one to five products, and some customers and products come often. */
export function smallMonth(): string {
  const lines = Array.from({ length: INVOICES }, (_, invoice) =>
    Array.from({ length: 1 + (invoice % 5) }, (_, line) => {
      const product = (invoice * (1 + (invoice % 3)) + line) % PRODUCTS;
      const minute = String(invoice).padStart(2, '0');
      const price = `${1 + product}.95`;
      return `${700000 + invoice},${21000 + product},THING ${product},${1 + line},2010-12-01 08:${minute}:00,${price},${18000 + (invoice % CUSTOMERS)}.0,France`;
    }),
  );
  return [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    ...lines.flat(),
    '',
  ].join('\n');
}
