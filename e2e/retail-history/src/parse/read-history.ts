import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { layoutOf, type Column, type Layout } from './columns.ts';
import { findFiles } from './find-files.ts';
import { MalformedFileError, type Malformed } from './malformed-file.ts';
import type { InvoiceLine } from './invoice-line.ts';
import { parseCustomer, parseInvoice, parsePence, parseQuantity, parseTime, type Parsed } from './values.ts';

/** A record longer than this is a quote that was never closed, not a line of an invoice. */
const LONGEST_RECORD = 64 * 1024;

export type ReadResult = { ok: true; files: string[]; lines: number } | { ok: false; malformed: Malformed };

/**
 * Reads files and folders of invoice lines from the first to the last, in bounded memory, and calls `visit` for each.
 * The first thing that is no line of the set ends the reading with the file, line and column; so whatever acts on
 * the lines must wait for `ok`.
 */
export async function readHistory(
  paths: readonly string[],
  visit: (line: InvoiceLine) => void,
  onFiles: (done: number, total: number) => void = () => {},
): Promise<ReadResult> {
  try {
    const files = await findFiles(paths);
    let lines = 0;
    for (const [index, file] of files.entries()) {
      onFiles(index, files.length);
      lines += await readFile(file, visit);
    }
    onFiles(files.length, files.length);
    return { ok: true, files, lines };
  } catch (error) {
    if (error instanceof MalformedFileError) return { ok: false, malformed: error.malformed };
    throw error;
  }
}

async function readFile(path: string, visit: (line: InvoiceLine) => void): Promise<number> {
  const file = basename(path);
  let layout: Layout | undefined;
  let endOfLast = 0;
  let lines = 0;

  // Bytes are kept as they are (latin1) until a field needs decoding: copies come in UTF-8 and in Windows-1252.
  const rows = parse({
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record: (record: string[], context) => {
      const line = context.lines - newlinesIn(record);
      if (layout) {
        visit(parseLine(record, layout, file, line));
        lines += 1;
      } else {
        layout = layoutOrRefuse(record, file, line);
      }
      endOfLast = context.lines;
      return null;
    },
  });
  rows.resume();
  try {
    const bytes = createReadStream(path);
    await (path.toLowerCase().endsWith('.gz')
      ? pipeline(bytes, createGunzip(), rows)
      : pipeline(bytes, rows));
  } catch (error) {
    throw asMalformed(error, file, endOfLast + 1);
  }
  if (!layout) throw new MalformedFileError({ file, line: 1, column: 1, reason: 'the file is empty' });
  return lines;
}

function layoutOrRefuse(header: string[], file: string, line: number): Layout {
  const layout = layoutOf(header);
  if ('reason' in layout) throw new MalformedFileError({ file, line, ...layout });
  return layout;
}

function parseLine(record: string[], layout: Layout, file: string, line: number): InvoiceLine {
  const width = Object.keys(layout).length;
  if (record.length !== width) {
    const column = Math.min(record.length, width) + 1;
    throw new MalformedFileError({
      file,
      line,
      column,
      reason: `${record.length} ${record.length === 1 ? 'field' : 'fields'} where the header has ${width}`,
    });
  }
  const text = (column: Column) => decode(record[layout[column]]!).trim();
  const value = <T>(column: Column, parser: (text: string) => Parsed<T>): T => {
    const parsed = parser(text(column));
    if ('value' in parsed) return parsed.value;
    throw new MalformedFileError({
      file,
      line,
      column: layout[column] + 1,
      field: column,
      reason: parsed.reason,
    });
  };
  return {
    invoice: value('InvoiceNo', parseInvoice),
    stockCode: text('StockCode').toUpperCase(),
    description: text('Description'),
    quantity: value('Quantity', parseQuantity),
    time: value('InvoiceDate', parseTime),
    price: value('UnitPrice', parsePence),
    customer: value('CustomerID', parseCustomer),
    country: text('Country'),
    file,
    line,
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

function decode(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[^\x00-\x7f]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

function newlinesIn(record: string[]): number {
  return record.reduce((sum, field) => sum + (field.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function asMalformed(error: unknown, file: string, line: number): unknown {
  if (error instanceof CsvError) {
    const column = typeof error.column === 'number' ? error.column + 1 : 1;
    return new MalformedFileError({ file, line, column, reason: QUOTE_REASONS[error.code] ?? error.message });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) {
    const reason = code === 'Z_BUF_ERROR' ? 'the gzip data ends too early' : 'the gzip data is broken';
    return new MalformedFileError({ file, line, column: 1, reason });
  }
  return error;
}

const QUOTE_REASONS: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quoted field goes on after its closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a field; it must be doubled and the field quoted',
};
