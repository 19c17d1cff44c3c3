import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CURRENCY } from '@twinshop/platform/values';
import { CsvError, parse } from 'csv-parse';
import type { ImportRow } from '../use-cases/import-products/import-products.ts';

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
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
  const records = body.pipe(
    parse({
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    }),
  );
  try {
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
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: line + 1, value: undefined };
  }
}

/** The content types that an import may come in, each with its reader. */
export const IMPORT_FORMATS: Record<string, (body: Readable) => AsyncIterable<ImportRow>> = {
  'application/x-ndjson': ndjsonRows,
  'text/csv': csvRows,
};
