import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { IMPORT_FORMATS } from '../src/http/import-formats.ts';
import { ImportProducts, type ImportRow } from '../src/use-cases/import-products/import-products.ts';
import { aProduct, startCatalog, type CatalogProcess } from './catalog-process.ts';

/** Rows that are written together. */
const BATCH = 500;

describe('an import', () => {
  let shop: CatalogProcess;

  beforeAll(async () => {
    shop = await startCatalog();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.pool.query('TRUNCATE category CASCADE');
  });

  const imported = (values: readonly unknown[]) => {
    const rows: ImportRow[] = values.map((value, index) => ({ line: index + 1, value }));
    return shop.module.get(ImportProducts).run(Readable.from(rows));
  };
  const stored = async () => {
    const { rows } = await shop.pool.query<{ sku: string; name: string; on_hand: number }>(
      'SELECT sku, name, on_hand FROM product JOIN stock ON product_id = id ORDER BY sku',
    );
    return rows;
  };

  it('of nothing adds nothing', async () => {
    expect(await imported([])).toEqual({ imported: 0, refused: [] });
  });

  it('adds every row that is good and names every other by its line, whatever it is', async () => {
    const report = await imported([
      aProduct({ sku: 'A' }),
      undefined,
      { ...aProduct({ sku: 'B' }), popularity: 9 },
      aProduct({ sku: 'C', price: { amount: NaN, currency: 'GBP' } }),
      { sku: 'D' },
      [],
      aProduct({ sku: 'E' }),
    ]);
    const refused = [2, 3, 4, 5, 6].map((line) => ({ line, code: 'validation_failed' }));
    expect(report).toEqual({ imported: 2, refused });
    expect((await stored()).map(({ sku }) => sku)).toEqual(['A', 'E']);
  });

  it('takes the first of a sku, in one batch as over several', async () => {
    const rows = Array.from({ length: 2 * BATCH + 10 }, (_, n) =>
      aProduct({ sku: `S${n}`, name: `Chair ${n}` }),
    );
    rows[3] = aProduct({ sku: 'S1', name: 'twin in the batch' });
    rows[BATCH + 3] = aProduct({ sku: 'S2', name: 'twin in a later batch' });
    const report = await imported(rows);
    expect(report).toEqual({
      imported: 2 * BATCH + 8,
      refused: [
        { line: 4, code: 'sku_taken' },
        { line: BATCH + 4, code: 'sku_taken' },
      ],
    });
    const names = new Map((await stored()).map(({ sku, name }) => [sku, name]));
    expect([names.get('S1'), names.get('S2')]).toEqual(['Chair 1', 'Chair 2']);
  });

  it('can be repeated: what is there stays as it is, and says so', async () => {
    await imported([aProduct({ sku: 'A', stock: 5 })]);
    expect(await imported([aProduct({ sku: 'A', stock: 9 }), aProduct({ sku: 'B', stock: 1 })])).toEqual({
      imported: 1,
      refused: [{ line: 1, code: 'sku_taken' }],
    });
    expect((await stored()).map(({ sku, on_hand }) => [sku, on_hand])).toEqual([
      ['A', 5],
      ['B', 1],
    ]);
  });

  it('lists what it refused in the order of the lines', async () => {
    await imported([aProduct({ sku: 'A' })]);
    const { refused } = await imported([
      aProduct({ sku: 'A' }),
      undefined,
      aProduct({ sku: 'A' }),
      undefined,
    ]);
    expect(refused.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('of a CSV without a needed column refuses every row', async () => {
    const rows = IMPORT_FORMATS['text/csv']!(Readable.from(['sku,name\nA,Chair\nB,Table\n']));
    expect(await shop.module.get(ImportProducts).run(rows)).toEqual({
      imported: 0,
      refused: [
        { line: 2, code: 'validation_failed' },
        { line: 3, code: 'validation_failed' },
      ],
    });
  });

  it('of a CSV with a column that nobody knows refuses every row', async () => {
    const text = 'sku,name,description,category,price,stock,popularity\nA,Chair,,chairs,1,1,9\n';
    const rows = IMPORT_FORMATS['text/csv']!(Readable.from([text]));
    expect(await shop.module.get(ImportProducts).run(rows)).toEqual({
      imported: 0,
      refused: [{ line: 2, code: 'validation_failed' }],
    });
  });

  it('keeps what stood before the place where its sender went away', async () => {
    async function* rows(): AsyncGenerator<ImportRow> {
      for (let line = 1; line <= BATCH + 1; line += 1) yield { line, value: aProduct({ sku: `S${line}` }) };
      throw new Error('the sender went away');
    }
    await expect(shop.module.get(ImportProducts).run(rows())).rejects.toThrow('the sender went away');
    expect(await stored()).toHaveLength(BATCH);
  });
});
