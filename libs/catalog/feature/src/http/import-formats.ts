import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { CURRENCY } from '@twinshop/platform/values';
import { parse } from 'csv-parse';
import type { ImportRow } from '../use-cases/import-products/import-products.ts';

const readJson = (text: string): unknown => {
  try {
    // Trimmed, for JSON knows no byte order mark.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
};

const wholeNumber = (text: string | undefined): number =>
  text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : NaN;

/** One JSON object a line, with the fields of `POST /api/admin/products`. */
async function* ndjsonRows(body: Readable): AsyncGenerator<ImportRow> {
  let line = 0;
  for await (const text of createInterface({ input: body, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { line, value: readJson(text) };
  }
}

/** A header line, then a product a line; the price in minor units, attributes as a JSON object. */
async function* csvRows(body: Readable): AsyncGenerator<ImportRow> {
  let line = 1;
  let openQuote = false;
  const records = parse({
    columns: true,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    // An error, which only a quote that is never closed can be here, would take along what was read before it.
    skip_records_with_error: true,
    on_skip: () => void (openQuote = true),
  });
  // Unlike `pipe`, it ends the reading where the sender goes away; the reader then hears of it.
  pipeline(body, records, () => undefined);
  for await (const { record, info } of records as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    line = info.lines;
    const { price, stock, attributes, ...rest } = record;
    yield {
      line,
      value: {
        ...rest,
        price: { amount: wholeNumber(price), currency: CURRENCY },
        stock: wholeNumber(stock),
        ...(attributes === undefined || attributes === ''
          ? {}
          : { attributes: readJson(attributes) ?? null }),
      },
    };
  }
  if (openQuote) yield { line: line + 1, value: undefined };
}

/** The content types that an import may come in, each with its reader. */
export const IMPORT_FORMATS: Record<string, (body: Readable) => AsyncIterable<ImportRow>> = {
  'application/x-ndjson': ndjsonRows,
  'text/csv': csvRows,
};
