import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, expectProblem } from '../src/expectations.ts';
import { HOSTILE_STRINGS, UNSTORABLE_STRINGS, WRONG_IDS } from '../src/hostile.ts';
import { aCategory, aKey, aProductBody, aSku, Shop } from '../src/shop.ts';
import type { Product } from '../src/shop-types.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const create = (change: object = {}) =>
  shop.admin.post<Product>('/api/admin/products', { json: { ...aProductBody(), ...change } });

const gbp = (amount: unknown) => ({ amount, currency: 'GBP' });

const WRONG_FIELDS: [string, object, string | undefined][] = [
  ['an empty name', { name: '' }, 'name'],
  ['an overlong name', { name: 'n'.repeat(201) }, 'name'],
  ['a name that is a number', { name: 1 }, 'name'],
  ['a null name', { name: null }, 'name'],
  ['an overlong description', { description: 'd'.repeat(10_001) }, 'description'],
  ['a description that is a list', { description: [] }, 'description'],
  ['a price of nought', { price: gbp(0) }, 'price.amount'],
  ['a negative price', { price: gbp(-1) }, 'price.amount'],
  ['a fraction of a penny', { price: gbp(1.5) }, 'price.amount'],
  ['a price above the most', { price: gbp(100_000_001) }, 'price.amount'],
  ['a price in words', { price: gbp('12') }, 'price.amount'],
  ['another currency', { price: { amount: 100, currency: 'EUR' } }, 'price.currency'],
  ['a bare number for a price', { price: 1_299 }, 'price'],
  ['more in its price', { price: { ...gbp(100), tax: 20 } }, undefined],
  ['a category with blanks', { category: 'Garden Tools' }, 'category'],
  ['a category with two hyphens', { category: 'garden--tools' }, 'category'],
  ['an empty category', { category: '' }, 'category'],
  ['a category that leads elsewhere', { category: '../admin' }, 'category'],
  ['an unknown field', { popularity: 1_000_000 }, undefined],
];

describe('adding a product', () => {
  it('answers it in full', async () => {
    const body = { ...aProductBody({ stock: 3 }), attributes: { colour: 'red', legs: 4, folds: false } };

    const answer = await shop.admin.post<Product>('/api/admin/products', { json: body });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...body, inStock: true });
    expect((await shop.anyone.get(`/api/products/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it('brings a new category into being', async () => {
    const category = aCategory();
    await create({ category });

    const { body } = await shop.anyone.get<{ items: { slug: string; name: string }[] }>('/api/categories');

    expect(body.items).toContainEqual(expect.objectContaining({ slug: category, products: 1 }));
  });

  it('refuses a sku that is taken', async () => {
    const { body } = await create();

    expectProblem(await create({ sku: body.sku }), 409, 'sku_taken');
  });

  it('lets one of many who take a sku at once have it', async () => {
    const sku = aSku();

    const answers = await Promise.all(Array.from({ length: 10 }, () => create({ sku })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('takes the shortest and the longest of everything', async () => {
    const shortest = { name: 'n', description: '', price: gbp(1), stock: 0 };
    const longest = {
      sku: aSku().padEnd(64, 'x'),
      name: 'n'.repeat(200),
      description: 'd'.repeat(10_000),
      price: gbp(100_000_000),
    };

    expect((await create(shortest)).status).toBe(201);
    expect((await create(longest)).status).toBe(201);
  });

  it.each<[string, object, string | undefined]>([
    ...WRONG_FIELDS,
    ['no sku', { sku: undefined }, 'sku'],
    ['an empty sku', { sku: '' }, 'sku'],
    ['a sku with a blank', { sku: 'a b' }, 'sku'],
    ['a sku that begins with a dot', { sku: '.hidden' }, 'sku'],
    ['an overlong sku', { sku: 'x'.repeat(65) }, 'sku'],
    ['no name', { name: undefined }, 'name'],
    ['no description', { description: undefined }, 'description'],
    ['no price', { price: undefined }, 'price'],
    ['no category', { category: undefined }, 'category'],
    ['no stock', { stock: undefined }, 'stock'],
    ['a negative stock', { stock: -1 }, 'stock'],
    ['half a piece', { stock: 0.5 }, 'stock'],
    ['more pieces than a database counts', { stock: 1e15 }, 'stock'],
    ['a stock in words', { stock: '5' }, 'stock'],
    ['an id', { id: '00000000-0000-4000-8000-000000000000' }, undefined],
    ['a list of attributes', { attributes: ['red'] }, 'attributes'],
    ['nested attributes', { attributes: { size: { width: 1 } } }, 'attributes.size'],
    ['a null attribute', { attributes: { size: null } }, 'attributes.size'],
  ])('refuses %s', async (_, change, path) => {
    expectInvalid(await create(change), path);
  });

  it.each(HOSTILE_STRINGS)('keeps %s as it is', async (_, text) => {
    const { body } = await create({ name: text, description: text, attributes: { note: text } });

    expect((await shop.anyone.get(`/api/products/${body.id}`)).body).toMatchObject({
      name: text,
      description: text,
      attributes: { note: text },
    });
  });

  it.each(UNSTORABLE_STRINGS)('refuses %s wherever it is', async (_, text) => {
    expectInvalid(await create({ name: text }), 'name');
    expectInvalid(await create({ description: text }), 'description');
    expectInvalid(await create({ attributes: { note: text } }));
    expectInvalid(await create({ attributes: { [text]: 'note' } }));
  });
});

describe('changing a product', () => {
  it.each<[string, object]>([
    ['name', { name: 'Another name' }],
    ['description', { description: 'Another description' }],
    ['price', { price: gbp(777) }],
    ['category', { category: aCategory() }],
    ['all', { name: 'All', description: 'new', price: gbp(778), category: aCategory() }],
  ])('can change its %s and leaves the rest', async (_, change) => {
    const product = await shop.aProduct();

    const answer = await shop.admin.patch(`/api/admin/products/${product.id}`, { json: change });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...product, ...change, imageUrl: expect.any(String) });
    expect((await shop.anyone.get(`/api/products/${product.id}`)).body).toEqual(answer.body);
  });

  it('moves it between the counts of two categories', async () => {
    const [from, to] = [aCategory(), aCategory()];
    const product = await shop.aProduct({ category: from });
    await shop.aProduct({ category: from });
    await shop.admin.patch(`/api/admin/products/${product.id}`, { json: { category: to } });

    const { body } = await shop.anyone.get<{ items: object[] }>('/api/categories');

    expect(body.items).toContainEqual(expect.objectContaining({ slug: from, products: 1 }));
    expect(body.items).toContainEqual(expect.objectContaining({ slug: to, products: 1 }));
  });

  it.each<[string, object, string | undefined]>([
    ...WRONG_FIELDS,
    ['its sku', { sku: aSku() }, undefined],
    ['its stock', { stock: 5 }, undefined],
    ['its id', { id: '00000000-0000-4000-8000-000000000000' }, undefined],
  ])('refuses %s', async (_, change, path) => {
    const product = await shop.aProduct();

    expectInvalid(await shop.admin.patch(`/api/admin/products/${product.id}`, { json: change }), path);
    expect((await shop.anyone.get(`/api/products/${product.id}`)).body).toEqual(product);
  });

  it.each(WRONG_IDS)('finds no product by %s', async (id) => {
    const answer = await shop.admin.patch(`/api/admin/products/${id}`, { json: { name: 'Nobody' } });

    expectProblem(answer, 404, 'product_not_found');
  });
});

describe('changing the stock', () => {
  const change = (id: string, delta: unknown, key = aKey()) =>
    shop.admin.post<{ stock: number }>(`/api/admin/products/${id}/stock`, {
      json: { delta },
      headers: { 'idempotency-key': key },
    });

  it('adds to it and takes from it', async () => {
    const product = await shop.aProduct({ stock: 10 });

    expect(await change(product.id, 5)).toMatchObject({ status: 200, body: { stock: 15 } });
    expect((await change(product.id, -15)).body).toEqual({ stock: 0 });
    expect(await shop.stockOf(product)).toBe(0);
  });

  it('never takes more than there is', async () => {
    const product = await shop.aProduct({ stock: 10 });

    expectProblem(await change(product.id, -11), 409, 'stock_would_be_negative');
    expect(await shop.stockOf(product)).toBe(10);
  });

  it('happens once for a key, also when it is sent 20 times at once', async () => {
    const product = await shop.aProduct({ stock: 10 });
    const key = aKey();

    const answers = await Promise.all(Array.from({ length: 20 }, () => change(product.id, 5, key)));

    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      Array(20).fill({ status: 200, body: { stock: 15 } }),
    );
    expect(await shop.stockOf(product)).toBe(15);
  });

  it('gives the first answer again even after the stock went on', async () => {
    const product = await shop.aProduct({ stock: 10 });
    const key = aKey();
    await change(product.id, 5, key);
    await change(product.id, 100);

    expect((await change(product.id, 5, key)).body).toEqual({ stock: 15 });
    expect(await shop.stockOf(product)).toBe(115);
  });

  it('refuses a key with another body', async () => {
    const product = await shop.aProduct();
    const key = aKey();
    await change(product.id, 5, key);

    expectProblem(await change(product.id, 6, key), 409, 'idempotency_key_reused');
  });

  it('adds up what comes from many sides', async () => {
    const product = await shop.aProduct({ stock: 0 });

    await Promise.all(Array.from({ length: 40 }, (_, nth) => change(product.id, nth % 2 === 0 ? 3 : 2)));

    expect(await shop.stockOf(product)).toBe(100);
  });

  it('needs a key', async () => {
    const product = await shop.aProduct();

    const answer = await shop.admin.post(`/api/admin/products/${product.id}/stock`, { json: { delta: 1 } });

    expectProblem(answer, 400, 'idempotency_key_missing');
  });

  it.each([1.5, '1', null, [1], 1e15, undefined])('refuses the delta %p', async (delta) => {
    const product = await shop.aProduct({ stock: 10 });

    expectInvalid(await change(product.id, delta), 'delta');
    expect(await shop.stockOf(product)).toBe(10);
  });

  it('answers or refuses a stock beyond all counting, and no worse', async () => {
    const product = await shop.aProduct({ stock: 10 });

    for (let time = 0; time < 3; time += 1) {
      expect([200, 400, 409]).toContain((await change(product.id, 2_147_483_647)).status);
    }
  });

  it.each(WRONG_IDS)('finds no product by %s', async (id) => {
    expectProblem(await change(id, 1), 404, 'product_not_found');
  });
});

describe('the routes of an admin', () => {
  it.each<[string, 'POST' | 'PATCH', (id: string) => string, object]>([
    ['adding', 'POST', () => '/api/admin/products', { json: aProductBody() }],
    ['changing', 'PATCH', (id) => `/api/admin/products/${id}`, { json: { name: 'Mine' } }],
    [
      'restocking',
      'POST',
      (id) => `/api/admin/products/${id}/stock`,
      { json: { delta: 1 }, headers: { 'idempotency-key': 'abcdefgh' } },
    ],
    [
      'importing',
      'POST',
      () => '/api/admin/products/import',
      { raw: '{}', headers: { 'content-type': 'application/x-ndjson' } },
    ],
  ])('refuse %s to others', async (_, method, path, call) => {
    const product = await shop.aProduct();
    const customer = await shop.aCustomer();

    expectProblem(await customer.http.call(method, path(product.id), call), 403, 'forbidden');
    expectProblem(await shop.anyone.call(method, path(product.id), call), 401, 'unauthenticated');
    expect((await shop.anyone.get(`/api/products/${product.id}`)).body).toEqual(product);
  });
});
