import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../src/expectations.ts';
import { aCategory, aProductBody, aSku, Shop } from '../src/shop.ts';
import type { ImportReport, Page, Product } from '../src/shop-types.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const send = (type: string, raw: string | Buffer) =>
  shop.admin.post<ImportReport>('/api/admin/products/import', { raw, headers: { 'content-type': type } });

const ndjson = (...rows: unknown[]) =>
  send(
    'application/x-ndjson',
    rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
  );

const productsOf = async (category: string) => {
  const { body } = await shop.anyone.get<Page<Product>>('/api/products', { query: { category, limit: 100 } });
  return Promise.all(
    body.items.map(async ({ id }) => (await shop.anyone.get<Product>(`/api/products/${id}`)).body),
  );
};

describe('importing lines of JSON', () => {
  it('adds a product for each line', async () => {
    const category = aCategory();
    const rows = [
      { ...aProductBody({ category, price: 250, stock: 3 }), attributes: { colour: 'blue' } },
      aProductBody({ category, name: 'Ünïcödé 🛒' }),
    ];

    const answer = await ndjson(...rows);

    expect(answer).toMatchObject({ status: 200, body: { imported: 2, refused: [] } });
    const products = await productsOf(category);
    for (const row of rows) expect(products).toContainEqual(expect.objectContaining(row));
  });

  it('refuses lines one by one, and says which and why', async () => {
    const category = aCategory();
    const taken = await shop.aProduct();
    const twice = aProductBody({ category });

    const { status, body } = await ndjson(
      twice,
      { ...aProductBody({ category }), sku: taken.sku },
      aProductBody({ category, price: 0 }),
      '{"sku": "cut off',
      'null',
      '[]',
      { ...aProductBody({ category }), popularity: 9 },
      { ...aProductBody({ category }), name: 'before\u0000after' },
      twice,
      aProductBody({ category }),
    );

    expect(status).toBe(200);
    expect(body).toEqual({
      imported: 2,
      refused: [
        { line: 2, code: 'sku_taken' },
        { line: 3, code: 'validation_failed' },
        { line: 4, code: 'validation_failed' },
        { line: 5, code: 'validation_failed' },
        { line: 6, code: 'validation_failed' },
        { line: 7, code: 'validation_failed' },
        { line: 8, code: 'validation_failed' },
        { line: 9, code: 'sku_taken' },
      ],
    });
    expect(await productsOf(category)).toHaveLength(2);
  });

  it('counts the lines that it passes over, and minds neither CRLF nor a last line break', async () => {
    const category = aCategory();
    const row = () => JSON.stringify(aProductBody({ category }));

    const { body } = await send('application/x-ndjson', `${row()}\r\n\r\n{}\r\n${row()}\r\n`);

    expect(body).toEqual({ imported: 2, refused: [{ line: 3, code: 'validation_failed' }] });
  });

  it('takes more than other bodies may have', async () => {
    const category = aCategory();
    const rows = Array.from({ length: 2_000 }, () => aProductBody({ category }));
    expect(JSON.stringify(rows).length).toBeGreaterThan(300 * 1_024);

    expect((await ndjson(...rows)).body).toEqual({ imported: 2_000, refused: [] });
  });

  it('of nothing adds nothing', async () => {
    expect((await send('application/x-ndjson', '\n')).body).toEqual({ imported: 0, refused: [] });
  });

  it('can be repeated without harm', async () => {
    const rows = [aProductBody(), aProductBody()];
    await ndjson(...rows);

    expect((await ndjson(...rows)).body).toEqual({
      imported: 0,
      refused: [
        { line: 1, code: 'sku_taken' },
        { line: 2, code: 'sku_taken' },
      ],
    });
  });
});

describe('importing CSV', () => {
  it('adds a product for each row', async () => {
    const category = aCategory();
    const [plain, quoted] = [aSku(), aSku()];

    const { status, body } = await send(
      'text/csv',
      [
        'sku,name,description,category,price,stock,attributes',
        `${plain},A lamp,It shines.,${category},1299,4,`,
        `${quoted},"A ""big"", red lamp","It shines,\nand shines.",${category},2599,0,"{""colour"":""red""}"`,
      ].join('\n'),
    );

    expect(status).toBe(200);
    expect(body).toEqual({ imported: 2, refused: [] });
    const products = await productsOf(category);
    expect(products).toContainEqual(
      expect.objectContaining({
        sku: plain,
        name: 'A lamp',
        description: 'It shines.',
        price: { amount: 1_299, currency: 'GBP' },
        stock: 4,
        attributes: {},
      }),
    );
    expect(products).toContainEqual(
      expect.objectContaining({
        sku: quoted,
        name: 'A "big", red lamp',
        description: 'It shines,\nand shines.',
        inStock: false,
        attributes: { colour: 'red' },
      }),
    );
  });

  it('refuses rows by their line in the file', async () => {
    const category = aCategory();
    const taken = await shop.aProduct();

    const { body } = await send(
      'text/csv; charset=utf-8',
      [
        'stock,sku,name,description,category,price',
        `1,${aSku()},Good,,${category},100`,
        `1,${taken.sku},Taken,,${category},100`,
        `1,${aSku()},"Two\nlines",,${category},100`,
        `1,${aSku()},Dear,,${category},12.99`,
        `-1,${aSku()},Negative,,${category},100`,
        `1,${aSku()},Good again,,${category},100`,
      ].join('\r\n'),
    );

    expect(body).toEqual({
      imported: 3,
      refused: [
        { line: 3, code: 'sku_taken' },
        { line: 6, code: 'validation_failed' },
        { line: 7, code: 'validation_failed' },
      ],
    });
  });

  it('minds no byte order mark', async () => {
    const row = `${aSku()},A lamp,,${aCategory()},1299,4`;

    const { body } = await send('text/csv', `\ufeffsku,name,description,category,price,stock\n${row}\n`);

    expect(body).toEqual({ imported: 1, refused: [] });
  });

  it('adds nothing where a needed column is missing', async () => {
    const category = aCategory();

    const answer = await send('text/csv', `sku,name,category,price\n${aSku()},A lamp,${category},100\n`);

    if (answer.status === 200) {
      expect(answer.body).toEqual({ imported: 0, refused: [{ line: 2, code: 'validation_failed' }] });
    } else {
      expect(answer.status).toBe(400);
    }
    expect(await productsOf(category)).toEqual([]);
  });
});

describe('importing something else', () => {
  it.each(['application/xml', 'application/octet-stream', 'text/plain'])(
    'is refused for %s',
    async (type) => {
      expect([400, 415]).toContain((await send(type, 'sku,name\n')).status);
    },
  );

  it('is refused where it says nothing of what it is', async () => {
    const answer = await shop.admin.post('/api/admin/products/import', { raw: 'sku,name\n' });

    expect([400, 415]).toContain(answer.status);
  });

  it('still needs an admin', async () => {
    const customer = await shop.aCustomer();

    const answer = await customer.http.post('/api/admin/products/import', {
      raw: 'nonsense',
      headers: { 'content-type': 'text/csv' },
    });

    expectProblem(answer, 403, 'forbidden');
  });
});
