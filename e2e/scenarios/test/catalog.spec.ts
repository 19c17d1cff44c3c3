import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../src/expectations.ts';
import { HOSTILE_STRINGS, UNSTORABLE_STRINGS, WRONG_IDS } from '../src/hostile.ts';
import { walk } from '../src/pages.ts';
import { aCategory, Shop } from '../src/shop.ts';
import type { Page, Product, ProductSummary, Suggestions } from '../src/shop-types.ts';

const SORTS = ['newest', 'price', '-price', 'popular'] as const;

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const productsWhere = (query: Record<string, string | number>) =>
  shop.anyone.get<Page<ProductSummary>>('/api/products', { query });

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

/** A word that no other product has. */
const aWord = () => `q${randomUUID().replaceAll(/[^a-z]/g, '')}x`;

const summaryOf = ({ id, sku, name, price, category, imageUrl, inStock }: Product): ProductSummary => ({
  id,
  sku,
  name,
  price,
  category,
  imageUrl,
  inStock,
});

describe('categories', () => {
  it('are listed with a name and how many products they have', async () => {
    const category = aCategory();
    await Promise.all([shop.aProduct({ category }), shop.aProduct({ category })]);

    const { status, body } = await shop.anyone.get<{ items: object[] }>('/api/categories');

    expect(status).toBe(200);
    expect(body.items).toContainEqual({ slug: category, name: expect.stringMatching(/./), products: 2 });
  });
});

describe('a product', () => {
  it('is shown in full', async () => {
    const product = await shop.aProduct({
      name: 'A brass lamp',
      description: 'It burns oil.',
      price: 4_250,
      stock: 7,
      attributes: { colour: 'gold', watts: 40, boxed: true },
    });

    const { status, body } = await shop.anyone.get(`/api/products/${product.id}`);

    expect(status).toBe(200);
    expect(body).toEqual({
      id: product.id,
      sku: product.sku,
      name: 'A brass lamp',
      description: 'It burns oil.',
      category: 'scenarios',
      price: { amount: 4_250, currency: 'GBP' },
      imageUrl: expect.stringMatching(/^\/images\/products\/[a-z0-9-]+\/[A-Za-z0-9._-]+\.svg$/),
      attributes: { colour: 'gold', watts: 40, boxed: true },
      stock: 7,
      inStock: true,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    });
  });

  it('has a picture', async () => {
    const { imageUrl } = await shop.aProduct();

    const picture = await shop.anyone.get(imageUrl);

    expect(picture.status).toBe(200);
    expect(picture.headers['content-type']).toMatch(/^image\/svg\+xml/);
  });

  it('without a piece left is out of stock', async () => {
    const product = await shop.aProduct({ stock: 0 });

    expect((await shop.anyone.get(`/api/products/${product.id}`)).body).toMatchObject({
      stock: 0,
      inStock: false,
    });
  });

  it.each(WRONG_IDS)('is not found by %s', async (id) => {
    expectProblem(await shop.anyone.get(`/api/products/${id}`), 404, 'product_not_found');
    expectProblem(await shop.anyone.get(`/api/products/${id}/related`), 404, 'product_not_found');
  });
});

describe('a page of products', () => {
  it('has summaries', async () => {
    const category = aCategory();
    const product = await shop.aProduct({ category });

    const { status, body } = await productsWhere({ category });

    expect(status).toBe(200);
    expect(body).toEqual({ items: [summaryOf(product)], next: null });
  });

  it('is of 20 where no limit is given', async () => {
    const category = aCategory();
    await Promise.all(Array.from({ length: 21 }, () => shop.aProduct({ category })));

    const { body } = await productsWhere({ category });

    expect(body.items).toHaveLength(20);
    expect(body.next).toEqual(expect.any(String));
  });

  it('of a category that does not exist is empty', async () => {
    expect(await productsWhere({ category: aCategory() })).toMatchObject({
      status: 200,
      body: { items: [], next: null },
    });
  });

  it.each(['0', '101', '-1', '1.5', 'ten', '', '1e2', '0x10', '99999999999999999999'])(
    'refuses the limit "%s"',
    async (limit) => {
      expectProblem(await productsWhere({ limit }), 400, 'validation_failed');
    },
  );

  it.each([1, 100])('accepts the limit %i', async (limit) => {
    const { status, body } = await productsWhere({ limit });

    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
  });

  it.each(['cheapest', 'price;drop table product', '', '-newest', 'constructor'])(
    'refuses the sort "%s"',
    async (sort) => {
      expectProblem(await productsWhere({ sort }), 400, 'validation_failed');
    },
  );

  it.each([
    ['words', 'nonsense'],
    ['other base64', Buffer.from('{"a":1}').toString('base64url')],
    ['a list', Buffer.from('[1,2,3]').toString('base64url')],
    ['null', Buffer.from('null').toString('base64url')],
    ['NUL', '\u0000'],
    ['percent signs', '%%%'],
    ['a long text', 'A'.repeat(5_000)],
    ['SQL', `' OR 1=1 --`],
  ])('refuses %s for a cursor', async (_, after) => {
    expect((await productsWhere({ after })).status).toBe(400);
  });

  it('refuses a cursor that was cut or changed', async () => {
    await Promise.all([shop.aProduct(), shop.aProduct()]);
    const next = (await productsWhere({ limit: 1 })).body.next!;

    expect((await productsWhere({ limit: 1, after: next.slice(0, -8) })).status).toBe(400);
    expect((await productsWhere({ limit: 1, after: `${next}AAAA` })).status).toBe(400);
  });

  it('refuses the cursor of another sort', async () => {
    const category = aCategory();
    await Promise.all([shop.aProduct({ category }), shop.aProduct({ category })]);

    for (const sort of SORTS) {
      const next = (await productsWhere({ category, sort, limit: 1 })).body.next!;
      for (const other of SORTS.filter((one) => one !== sort)) {
        const answer = await productsWhere({ category, sort: other, limit: 1, after: next });
        expect({ sort, other, status: answer.status }).toEqual({ sort, other, status: 400 });
      }
    }
  });
});

describe('walking a category', () => {
  const category = aCategory();
  let products: Product[];

  beforeAll(async () => {
    products = [];
    for (let nth = 0; nth < 23; nth += 1)
      products.push(await shop.aProduct({ category, price: 100 + (nth % 4) }));
  });

  it.each(SORTS)('by %s shows each product once', async (sort) => {
    const walked = await walk<ProductSummary>(shop.anyone, '/api/products', { category, sort, limit: 5 });

    expect(ids(walked).toSorted()).toEqual(ids(products).toSorted());
  });

  it('without a sort shows each product once', async () => {
    const walked = await walk<ProductSummary>(shop.anyone, '/api/products', { category, limit: 7 });

    expect(ids(walked).toSorted()).toEqual(ids(products).toSorted());
  });

  it('goes from the newest to the oldest', async () => {
    const walked = await walk<ProductSummary>(shop.anyone, '/api/products', {
      category,
      sort: 'newest',
      limit: 5,
    });
    const createdAt = new Map(products.map((product) => [product.id, Date.parse(product.createdAt)]));

    const times = walked.map(({ id }) => createdAt.get(id)!);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  it.each([
    ['price', 1],
    ['-price', -1],
  ])('by %s goes in that order', async (sort, sign) => {
    const walked = await walk<ProductSummary>(shop.anyone, '/api/products', { category, sort, limit: 5 });

    const prices = walked.map(({ price }) => price.amount);
    expect(prices).toEqual(prices.toSorted((one, other) => sign * (one - other)));
  });

  it.each(SORTS)('by %s misses nothing and repeats nothing while products are added', async (sort) => {
    const busy = aCategory();
    const first: Product[] = [];
    for (let nth = 0; nth < 12; nth += 1)
      first.push(await shop.aProduct({ category: busy, price: 500 + (nth % 3) }));

    const walked = await walk<ProductSummary>(
      shop.anyone,
      '/api/products',
      { category: busy, sort, limit: 3 },
      () =>
        Promise.all([
          shop.aProduct({ category: busy, price: 499 }),
          shop.aProduct({ category: busy, price: 501 }),
        ]),
    );

    const seen = ids(walked);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids(first)));
  });
});

describe('searching', () => {
  it('puts the best match first', async () => {
    const word = aWord();
    const mentioned = await shop.aProduct({ name: 'A plain box', description: `Goes with ${word}.` });
    const named = await shop.aProduct({ name: `The ${word}`, description: `A real ${word}.` });

    const { body } = await productsWhere({ q: word });

    expect(ids(body.items)).toEqual([named.id, mentioned.id]);
  });

  it('finds a word in its other forms', async () => {
    const word = aWord();
    const product = await shop.aProduct({ name: `${word} scented candles` });

    for (const q of [`${word} candle`, `${word} CANDLES`, `scent ${word}`]) {
      expect({ q, found: ids((await productsWhere({ q })).body.items) }).toEqual({ q, found: [product.id] });
    }
  });

  it('keeps to the sort and the category that are asked for', async () => {
    const word = aWord();
    const category = aCategory();
    const dear = await shop.aProduct({ name: `${word} ${word}`, price: 900, category });
    const cheap = await shop.aProduct({ name: word, price: 100, category });
    await shop.aProduct({ name: word, price: 500 });

    expect(ids((await productsWhere({ q: word, category, sort: 'price' })).body.items)).toEqual([
      cheap.id,
      dear.id,
    ]);
    expect(ids((await productsWhere({ q: word, category, sort: '-price' })).body.items)).toEqual([
      dear.id,
      cheap.id,
    ]);
  });

  it('shows each match once over its pages', async () => {
    const word = aWord();
    const products: Product[] = [];
    for (let nth = 0; nth < 7; nth += 1) {
      products.push(
        await shop.aProduct({ name: `${word} number ${nth}`, description: `${word} `.repeat(nth % 3) }),
      );
    }

    const walked = await walk<ProductSummary>(shop.anyone, '/api/products', { q: word, limit: 2 });

    expect(ids(walked).toSorted()).toEqual(ids(products).toSorted());
  });

  it('that finds nothing is an empty page', async () => {
    expect(await productsWhere({ q: aWord() })).toMatchObject({
      status: 200,
      body: { items: [], next: null },
    });
  });

  it.each([
    ...HOSTILE_STRINGS,
    ['operators', `& | ! ( ) <-> :* foo:*`],
    ['an open quote', `"never closed`],
    ['an apostrophe', `'`],
    ['a lone backslash', `\\`],
    ['a minus', `-lamp`],
    ['stop words', 'the of and'],
    ['blanks', '   '],
  ])('is not upset by %s', async (_, q) => {
    expect((await productsWhere({ q })).status).toBe(200);
  });

  it.each([...UNSTORABLE_STRINGS, ['an overlong text', 'lamp '.repeat(2_000)], ['nothing', '']])(
    'answers or refuses %s, and no worse',
    async (_, q) => {
      expect([200, 400]).toContain((await productsWhere({ q })).status);
    },
  );
});

describe('related products', () => {
  it('are summaries of others, and no more than asked for', async () => {
    const product = await shop.aProduct();

    for (const [query, most] of [
      [{}, 6],
      [{ limit: 2 }, 2],
    ] as const) {
      const { status, body } = await shop.anyone.get<Suggestions>(`/api/products/${product.id}/related`, {
        query,
      });
      expect(status).toBe(200);
      expect(['recommendations', 'default']).toContain(body.source);
      expect(body.items.length).toBeLessThanOrEqual(most);
      expect(ids(body.items)).not.toContain(product.id);
      expect(new Set(ids(body.items)).size).toBe(body.items.length);
    }
  });

  it.each(['0', '-1', '1.5', 'six', '101'])('refuse the limit "%s"', async (limit) => {
    const product = await shop.aProduct();

    const answer = await shop.anyone.get(`/api/products/${product.id}/related`, { query: { limit } });

    expectProblem(answer, 400, 'validation_failed');
  });
});
