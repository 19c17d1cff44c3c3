import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import type { ImportRow } from '../use-cases/import-products/import-products.ts';
import { IMPORT_FORMATS } from './import-formats.ts';

const rowsOf = async (type: string, ...chunks: (string | Buffer)[]): Promise<ImportRow[]> => {
  const rows: ImportRow[] = [];
  for await (const row of IMPORT_FORMATS[type]!(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) {
    rows.push(row);
  }
  return rows;
};

const BROKEN_OFF = { status: 400, code: 'malformed_body' };

/** A body whose sender goes away amid the rows. */
const brokenOff = async (type: string, text: string): Promise<void> => {
  const body = new Readable({ read: () => undefined });
  body.push(text);
  setImmediate(() => body.destroy(new Error('the sender went away')));
  for await (const _ of IMPORT_FORMATS[type]!(body));
};

describe('an import as NDJSON', () => {
  const ndjson = (...chunks: (string | Buffer)[]) => rowsOf('application/x-ndjson', ...chunks);

  it('is an object a line, numbered as an editor does', async () => {
    expect(await ndjson('{"sku":"A"}\n\n  \n{"sku":"B"}\n')).toEqual([
      { line: 1, value: { sku: 'A' } },
      { line: 4, value: { sku: 'B' } },
    ]);
  });

  it('minds neither CRLF, nor a byte order mark, nor a missing last line break', async () => {
    expect(await ndjson('\ufeff{"sku":"A"}\r\n{"sku":"B"}')).toEqual([
      { line: 1, value: { sku: 'A' } },
      { line: 2, value: { sku: 'B' } },
    ]);
  });

  it('minds not where its chunks are cut, be it amid a letter', async () => {
    const bytes = Buffer.from('{"sku":"Ü"}\r\n{"sku":"🪑"}\n');
    expect(
      (await ndjson(...[...bytes].map((byte) => Buffer.from([byte])))).map(({ value }) => value),
    ).toEqual([{ sku: 'Ü' }, { sku: '🪑' }]);
  });

  it('goes on after a line that is no JSON', async () => {
    expect(await ndjson('{"sku":\n{"sku":"B"}')).toEqual([
      { line: 1, value: undefined },
      { line: 2, value: { sku: 'B' } },
    ]);
  });

  it('goes on after a line that is too long, wherever its chunks are cut', async () => {
    const long = JSON.stringify({ sku: 'x'.repeat(2 * 1024 * 1024) });
    const text = `{"sku":"A"}\n${long}\n{"sku":"B"}\n${long}`;
    const chunks = text.match(/[^]{1,65536}/g)!;
    for (const sent of [[text], chunks]) {
      expect(await ndjson(...sent)).toEqual([
        { line: 1, value: { sku: 'A' } },
        { line: 2, value: undefined },
        { line: 3, value: { sku: 'B' } },
        { line: 4, value: undefined },
      ]);
    }
  });

  it('keeps nothing of a line that never ends', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    async function* endless() {
      for (let sent = 0; sent < 1024; sent += 1) yield chunk;
    }
    // A string has half a GiB at most: reading the line at all would throw.
    const rows: ImportRow[] = [];
    for await (const row of IMPORT_FORMATS['application/x-ndjson']!(Readable.from(endless()))) rows.push(row);
    expect(rows).toEqual([{ line: 1, value: undefined }]);
  });

  it('keeps line and paragraph separators of Unicode within a line', async () => {
    expect(await ndjson('{"sku":"A\u2028B"}\n')).toEqual([{ line: 1, value: { sku: 'A\u2028B' } }]);
  });

  it('leaves the connection open for the answer where its reader stops early', async () => {
    const body = Readable.from([Buffer.from('{"sku":"A"}\n{"sku":"B"}\n'), Buffer.from('{"sku":"C"}\n')]);
    for await (const _ of IMPORT_FORMATS['application/x-ndjson']!(body)) break;
    expect(body.destroyed).toBe(false);
  });

  it('is nothing where nothing was sent', async () => {
    expect(await ndjson('')).toEqual([]);
  });

  it('fails where its sender goes away, and does not wait for ever', async () => {
    await expect(brokenOff('application/x-ndjson', '{"sku":"A"}\n')).rejects.toMatchObject(BROKEN_OFF);
  });
});

describe('an import as CSV', () => {
  const csv = (...chunks: string[]) => rowsOf('text/csv', ...chunks);
  const HEADER = 'sku,name,description,category,price,stock,attributes\n';
  const value = (change: object = {}) => ({
    sku: 'A',
    name: 'Chair',
    description: 'To sit on',
    category: 'chairs',
    price: { amount: 1_299, currency: 'GBP' },
    stock: 3,
    ...change,
  });

  it('is a product a row, its price in minor units, its attributes a JSON object', async () => {
    expect(await csv(`${HEADER}A,Chair,To sit on,chairs,1299,3,"{""legs"":4}"\n`)).toEqual([
      { line: 2, value: value({ attributes: { legs: 4 } }) },
    ]);
  });

  it('may go without attributes, as a column and in a row', async () => {
    expect(await csv(`${HEADER}A,Chair,To sit on,chairs,1299,3,\n`)).toEqual([{ line: 2, value: value() }]);
    expect(await csv('sku,name,description,category,price,stock\nA,Chair,To sit on,chairs,1299,3\n')).toEqual(
      [{ line: 2, value: value() }],
    );
  });

  it('may have its columns in any order', async () => {
    expect(await csv('stock,price,category,description,name,sku\n3,1299,chairs,To sit on,Chair,A\n')).toEqual(
      [{ line: 2, value: value() }],
    );
  });

  it('keeps commas, quotes and line breaks within quotes', async () => {
    expect(await csv(`${HEADER}A,"Chair, red","Says ""sit""\nand waits",chairs,1299,3,\n`)).toMatchObject([
      { value: value({ name: 'Chair, red', description: 'Says "sit"\nand waits' }) },
    ]);
  });

  it('keeps a quote amid a field: 12" is a length', async () => {
    expect(await csv(`${HEADER}A,Ruler 12" long,To sit on,chairs,1299,3,\n`)).toEqual([
      { line: 2, value: value({ name: 'Ruler 12" long' }) },
    ]);
  });

  it('minds neither CRLF, nor a byte order mark, nor empty lines, nor a missing last line break', async () => {
    const rows = await csv(
      `\ufeff${HEADER.trim()}\r\nA,Chair,To sit on,chairs,1299,3,\r\n\r\nB,Chair,To sit on,chairs,1299,3,`,
    );
    expect(rows).toEqual([
      { line: 2, value: value() },
      { line: 4, value: value({ sku: 'B' }) },
    ]);
  });

  it.each(['12.99', '1e3', '', 'free', '0x10', '1 000', '£12'])(
    'takes %j for no price and no stock',
    async (text) => {
      const [row] = await csv(`${HEADER}A,Chair,To sit on,chairs,"${text}","${text}",\n`);
      expect(row!.value).toEqual(value({ price: { amount: NaN, currency: 'GBP' }, stock: NaN }));
    },
  );

  it('takes attributes that are no JSON for none that could be accepted', async () => {
    const [row] = await csv(`${HEADER}A,Chair,To sit on,chairs,1299,3,legs=4\n`);
    expect(row!.value).toEqual(value({ attributes: null }));
  });

  it.each(['\n', '\r\n'])(
    'names a product of several lines by its first, between breaks of %j',
    async (end) => {
      const rows = await csv(
        [
          HEADER.trim(),
          'A,Chair,"one\ntwo',
          'three",chairs,1299,3,',
          '',
          'B,Chair,"one',
          'two",chairs,1299,3,',
          'C,Chair,,chairs,1299,3,',
        ].join(end),
      );
      expect(rows.map(({ line, value: product }) => [line, (product as { sku: string }).sku])).toEqual([
        [2, 'A'],
        [6, 'B'],
        [8, 'C'],
      ]);
    },
  );

  it.each(['', '"'])(
    'ends at a record that is too long, opened by %j, after those before it',
    async (quote) => {
      const long = `B,${quote}${'x'.repeat(2 * 1024 * 1024)}\n`;
      const text = `${HEADER}A,Chair,To sit on,chairs,1299,3,\n${long}C,Chair,To sit on,chairs,1299,3,\n${long}`;
      for (const sent of [[text], text.match(/[^]{1,65536}/g)!]) {
        expect(await csv(...sent)).toEqual([
          { line: 2, value: value() },
          { line: 3, value: undefined },
        ]);
      }
    },
  );

  it('names the row where a quote is opened and never closed, after those that it could read', async () => {
    const rows = await csv(
      `${HEADER}A,Chair,To sit on,chairs,1299,3,\nB,"Chair,To sit on,chairs,1299,3,\nC,…\n`,
    );
    expect(rows).toEqual([
      { line: 2, value: value() },
      { line: 3, value: undefined },
    ]);
  });

  it('fails where its sender goes away, and does not wait for ever', async () => {
    await expect(brokenOff('text/csv', `${HEADER}A,Chair,To sit on,chairs,1299,3,\n`)).rejects.toMatchObject(
      BROKEN_OFF,
    );
  });
});
