import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InvoiceLine } from './invoice-line.ts';
import { describeMalformed } from './malformed-file.ts';
import { readHistory } from './read-history.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const HEART =
  '536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom';
const LANTERN = '536366,71053,WHITE METAL LANTERN,6,2010-12-01 08:28:00,3.39,,France';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retail-history-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function read(...paths: string[]) {
  const lines: InvoiceLine[] = [];
  const result = await readHistory(paths, (line) => lines.push(line));
  return { lines, result };
}

/** Reads a file of this content and answers why it was refused. */
async function refusal(content: string | Buffer, name = 'month.csv'): Promise<string> {
  const { result } = await read(await file(name, content));
  if (result.ok) throw new Error('the file was not refused');
  return describeMalformed(result.malformed);
}

describe('a good file', () => {
  it('is read line by line, with where each line stands', async () => {
    const { lines, result } = await read(await file('month.csv', `${HEADER}\n${HEART}\n${LANTERN}\n`));
    expect(result).toMatchObject({ ok: true, lines: 2 });
    expect(lines).toEqual([
      {
        invoice: '536365',
        stockCode: '85123A',
        description: 'WHITE HANGING HEART T-LIGHT HOLDER',
        quantity: 6,
        time: Date.UTC(2010, 11, 1, 8, 26),
        price: 255,
        customer: '17850',
        country: 'United Kingdom',
        file: 'month.csv',
        line: 2,
      },
      expect.objectContaining({ invoice: '536366', customer: '', country: 'France', line: 3 }),
    ]);
  });

  it('may be gzipped', async () => {
    const { lines } = await read(await file('month.csv.gz', gzipSync(`${HEADER}\n${HEART}\n`)));
    expect(lines).toHaveLength(1);
  });

  it('may have a byte order mark, CRLF, blank lines and no newline at its end', async () => {
    const { lines } = await read(await file('month.csv', `\uFEFF${HEADER}\r\n\r\n${HEART}\r\n${LANTERN}`));
    expect(lines.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('may have quotes, commas and line breaks in a description, and the lines after it keep their numbers', async () => {
    const odd = HEART.replace('WHITE HANGING HEART T-LIGHT HOLDER', '"POCKET MIRROR ""GLAMOROUS"",\nNEW"');
    const { lines } = await read(await file('month.csv', `${HEADER}\n${odd}\n${LANTERN}\n`));
    expect(lines[0]).toMatchObject({ description: 'POCKET MIRROR "GLAMOROUS",\nNEW', line: 2 });
    expect(lines[1]).toMatchObject({ line: 4 });
  });

  it.each(['utf8', 'latin1'] as const)('may be in %s', async (encoding) => {
    const voucher = HEART.replace('WHITE HANGING HEART T-LIGHT HOLDER', 'Gift Voucher £10.00');
    const { lines } = await read(await file('month.csv', Buffer.from(`${HEADER}\n${voucher}\n`, encoding)));
    expect(lines[0]?.description).toBe('Gift Voucher £10.00');
  });

  it('writes stock codes in upper case and trims descriptions', async () => {
    const sloppy = HEART.replace('85123A', ' 85123a ').replace('HOLDER', 'HOLDER  ');
    const { lines } = await read(await file('month.csv', `${HEADER}\n${sloppy}\n`));
    expect(lines[0]).toMatchObject({
      stockCode: '85123A',
      description: 'WHITE HANGING HEART T-LIGHT HOLDER',
    });
  });
});

describe('folders and files', () => {
  it('are read by name, whatever else is there', async () => {
    await file('2011-01.csv', `${HEADER}\n${LANTERN}\n`);
    await file('2010-12.csv.gz', gzipSync(`${HEADER}\n${HEART}\n`));
    await file('README.md', 'no invoices');
    await mkdir(join(folder, 'older.csv'));
    const { lines } = await read(folder);
    expect(lines.map((line) => line.file)).toEqual(['2010-12.csv.gz', '2011-01.csv']);
  });

  it('are read once, however often they are named', async () => {
    const path = await file('month.csv', `${HEADER}\n${HEART}\n`);
    await symlink(path, join(folder, 'same.csv'));
    const { lines, result } = await read(path, folder, path);
    expect(lines).toHaveLength(1);
    expect(result).toMatchObject({ ok: true, files: [path] });
  });

  it('are refused when there are none', async () => {
    const missing = await read(join(folder, 'nothing.csv'));
    expect(missing.result).toMatchObject({
      ok: false,
      malformed: { reason: 'there is no such file or folder' },
    });
    const empty = await read(folder);
    expect(empty.result).toMatchObject({
      ok: false,
      malformed: { reason: expect.stringContaining('no .csv') },
    });
    expect(await refusal('PK', 'month.xlsx')).toContain('is neither .csv nor .csv.gz');
  });
});

describe('a malformed file is refused with file, line and column', () => {
  const withLine = (line: string) => `${HEADER}\n${HEART}\n${line}\n${LANTERN}\n`;

  it.each([
    ['an empty file', '', 'month.csv, line 1, column 1: the file is empty'],
    ['another header', `id,name\n1,x\n`, 'month.csv, line 1, column 1: unknown column "id"'],
    ['no header', `${HEART}\n`, 'month.csv, line 1, column 1: unknown column "536365"'],
    ['a quantity in words', withLine(HEART.replace(',6,', ',six,')), 'line 3, column 4 (Quantity): "six"'],
    ['a fraction of a piece', withLine(HEART.replace(',6,', ',1.5,')), 'line 3, column 4 (Quantity): "1.5"'],
    ['a price in words', withLine(HEART.replace('2.55', 'free')), 'line 3, column 6 (UnitPrice): "free"'],
    ['no price', withLine(HEART.replace('2.55', '')), 'line 3, column 6 (UnitPrice): ""'],
    [
      'a day that does not exist',
      withLine(HEART.replace('12-01', '02-30')),
      'line 3, column 5 (InvoiceDate): "2010-02-30',
    ],
    ['no invoice number', withLine(HEART.replace('536365', '')), 'line 3, column 1 (InvoiceNo): ""'],
    [
      'a customer by name',
      withLine(HEART.replace('17850.0', 'Smith')),
      'line 3, column 7 (CustomerID): "Smith"',
    ],
    [
      'a field too few',
      withLine(HEART.replace(',United Kingdom', '')),
      'line 3, column 8: 7 fields where the header has 8',
    ],
    ['a field too many', withLine(`${HEART},x`), 'line 3, column 9: 9 fields where the header has 8'],
    ['another delimiter', HEADER.replaceAll(',', ';'), 'line 1, column 1: unknown column'],
    [
      'a quote that is not closed',
      withLine(HEART.replace('WHITE', '"WHITE')),
      'line 3, column 3: a quote is opened',
    ],
    [
      'text after a quote',
      withLine(HEART.replace('WHITE', '"WHITE"')),
      'line 3, column 3: a quoted field goes on',
    ],
    [
      'a quote inside a field',
      withLine(HEART.replace('WHITE', 'WHITE "BIG"')),
      'line 3, column 3: a quote stands',
    ],
  ])('%s', async (_, content, message) => {
    expect(await refusal(content)).toContain(message);
  });

  it('an unclosed quote near the top of a big file', async () => {
    const big = withLine(HEART.replace('WHITE', '"WHITE')) + `${LANTERN}\n`.repeat(5_000);
    expect(await refusal(big)).toContain('line 3, column 3: a quote is opened and never closed');
  });

  it('gzip data that ends too early', async () => {
    const whole = gzipSync(`${HEADER}\n${HEART}\n`);
    expect(await refusal(whole.subarray(0, whole.length - 12), 'month.csv.gz')).toContain(
      'the gzip data ends too early',
    );
  });

  it('what is no gzip data', async () => {
    expect(await refusal(`${HEADER}\n${HEART}\n`, 'month.csv.gz')).toBe(
      'month.csv.gz, line 1, column 1: the gzip data is broken',
    );
  });

  it('names the second file when the first is good', async () => {
    const good = await file('a.csv', `${HEADER}\n${HEART}\n`);
    const bad = await file('b.csv', `${HEADER}\nrubbish\n`);
    const { result } = await read(good, bad);
    expect(result).toMatchObject({ ok: false, malformed: { file: 'b.csv', line: 2, column: 2 } });
  });
});
