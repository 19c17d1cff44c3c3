import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** What somebody bought at once. */
export interface Invoice {
  /** As in "2011-07-29 10:02:00": sorts by time. */
  time: string;
  customer: string;
  products: string[];
}

type Row = Record<
  'InvoiceNo' | 'StockCode' | 'Quantity' | 'InvoiceDate' | 'UnitPrice' | 'CustomerID',
  string
>;

/** Sales of products: no cancellations, fees, postage or corrections. */
const isSale = ({ InvoiceNo, StockCode, Quantity, UnitPrice }: Row): boolean =>
  /^\d+$/.test(InvoiceNo) && /^\d{5}/.test(StockCode) && Number(Quantity) > 0 && Number(UnitPrice) > 0;

/** The invoices of the UCI "Online Retail" data set (DOI 10.24432/C5BW33), by time; @param place a file or a folder of them */
export const readInvoices = async (place: string): Promise<Invoice[]> => {
  const invoices = new Map<string, { time: string; customer: string; products: Set<string> }>();
  const take = (row: Row): void => {
    if (!isSale(row)) return;
    const number = row.InvoiceNo;
    const known = invoices.get(number);
    if (known !== undefined) return void known.products.add(row.StockCode.toUpperCase());
    invoices.set(number, {
      time: row.InvoiceDate,
      customer: row.CustomerID === '' ? number : row.CustomerID,
      products: new Set([row.StockCode.toUpperCase()]),
    });
  };
  const files = (await stat(place)).isDirectory()
    ? (await readdir(place)).sort().map((name) => path.join(place, name))
    : [place];
  for (const file of files) {
    const rows = parse({
      columns: true,
      encoding: 'latin1',
      relax_quotes: true,
      on_record: (row: Row) => (take(row), null),
    });
    rows.resume();
    const bytes = createReadStream(file);
    await (file.endsWith('.gz') ? pipeline(bytes, createGunzip(), rows) : pipeline(bytes, rows));
  }
  return [...invoices.values()]
    .map(({ products, ...invoice }) => ({ ...invoice, products: [...products] }))
    .sort((a, b) => (a.time < b.time ? -1 : 1));
};
