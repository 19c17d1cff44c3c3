import { pipeline, type Readable } from 'node:stream';
import { Problem } from '@twinshop/platform/http';
import { CURRENCY } from '@twinshop/platform/values';
import { parse } from 'csv-parse';
import type { ImportRow } from '../use-cases/import-products/import-products.ts';

/** Of a line or a record; ten times what the longest product needs. */
const MOST_BYTES = 256 * 1024;

const LINE_FEED = 0x0a;

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

const count = (text: string, part: string): number => text.split(part).length - 1;

/**
 * The body as it comes in; left alone where its reader stops early, for the answer goes out on the same socket.
 * @throws Problem when its sender goes away
 */
async function* received(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    throw new Problem(400, 'malformed_body', 'The request can’t be read', {
      detail: 'The import broke off before its end',
    });
  }
}

/** Lines of any length in bounded memory: undefined stands for one that is too long. */
async function* linesOf(body: Readable): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length > MOST_BYTES) parts = [];
    else parts.push(part);
  };
  const take = (): string | undefined => {
    const line = length > MOST_BYTES ? undefined : Buffer.concat(parts).toString();
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of received(body)) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  yield take();
}

/** One JSON object a line, with the fields of `POST /api/admin/products`. */
async function* ndjsonRows(body: Readable): AsyncGenerator<ImportRow> {
  let line = 0;
  for await (const text of linesOf(body)) {
    line += 1;
    if (text === undefined) yield { line, value: undefined };
    else if (text.trim() !== '') yield { line, value: readJson(text) };
  }
}

/**
 * A header line, then a product a record, named by its first line; the price in minor units, attributes as a JSON object.
 * Where a quote is never closed or a record too long, nobody knows where the next begins: it is the last.
 */
async function* csvRows(body: Readable): AsyncGenerator<ImportRow> {
  let read = 1;
  let countedTwice = 0;
  let unreadable = false;
  const records = parse({
    columns: true,
    bom: true,
    info: true,
    raw: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MOST_BYTES,
    // An error, which can only be one of those two, would take along what was read before it.
    skip_records_with_error: true,
    on_skip: () => void (unreadable = true),
  });
  const readable = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of received(body)) {
      yield chunk;
      if (unreadable) return;
    }
  };
  // Unlike `pipe`, it ends the reading where the sender goes away; the reader then hears of it.
  pipeline(readable(), records, () => undefined);
  for await (const { record, raw, info } of records as AsyncIterable<{
    record: Record<string, string>;
    raw: string;
    info: { lines: number };
  }>) {
    const text = raw.trim();
    // Within quotes csv-parse takes CRLF for two lines.
    countedTwice += count(text, '\r\n');
    read = info.lines - countedTwice;
    const { price, stock, attributes, ...rest } = record;
    yield {
      line: read - count(text, '\n'),
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
  if (unreadable) yield { line: read + 1, value: undefined };
}

/** The content types that an import may come in, each with its reader. */
export const IMPORT_FORMATS: Record<string, (body: Readable) => AsyncIterable<ImportRow>> = {
  'application/x-ndjson': ndjsonRows,
  'text/csv': csvRows,
};
