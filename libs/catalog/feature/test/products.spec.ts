import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@twinshop/platform/values';
import { ChangeProduct } from '../src/use-cases/change-product/change-product.ts';
import { CreateProduct } from '../src/use-cases/create-product/create-product.ts';
import { RecordSales } from '../src/use-cases/record-sales/record-sales.ts';
import { CatalogInProcess } from '../src/index.ts';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';

describe('the catalogue', () => {
  let shop: CatalogProcess;

  beforeAll(async () => {
    shop = await startCatalog();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.pool.query('TRUNCATE category CASCADE');
  });

  const create = (change: Parameters<typeof aProduct>[0] = {}) =>
    shop.module.get(CreateProduct).run(aProduct(change));
  const change = (id: string, request: Parameters<ChangeProduct['run']>[1]) =>
    shop.module.get(ChangeProduct).run(id, request);
  /** Each category's count as the triggers keep it, beside what a count says now. */
  const counts = async () =>
    (
      await shop.pool.query<{ slug: string; kept: number; counted: number }>(
        `SELECT slug, products AS kept, (SELECT count(*)::int FROM product WHERE category_slug = slug) AS counted
         FROM category ORDER BY slug`,
      )
    ).rows;
  const slugs = async (): Promise<string[]> => (await counts()).map(({ slug }) => slug);

  it('shows a new product in full', async () => {
    const before = Date.now();
    const created = await create({ sku: 'OAK-1', attributes: { colour: 'oak', legs: 4, folds: false } });
    if (!created.ok) throw new Error(created.failure.code);
    expect(created.value).toMatchObject({
      sku: 'OAK-1',
      name: 'Plain chair',
      price: { amount: 1_299, currency: 'GBP' },
      category: 'furniture',
      inStock: true,
      stock: 20,
      attributes: { colour: 'oak', legs: 4, folds: false },
    });
    expect(created.value.imageUrl).toMatch(/^\/images\/products\/[a-z-]+\/[\da-f]+\.svg$/);
    expect(Date.parse(created.value.createdAt)).toBeGreaterThanOrEqual(before);
    expect(await shop.products.find(created.value.id.toUpperCase())).toEqual(created.value);
  });

  it('has a product without a piece, out of stock', async () => {
    expect(await create({ stock: 0 })).toMatchObject({ value: { stock: 0, inStock: false } });
  });

  it('has nothing under an id that nobody has', async () => {
    expect(await shop.products.find(newId())).toBeUndefined();
  });

  it('gives a sku to one of many who want it at once', async () => {
    const created = await Promise.all(Array.from({ length: 20 }, () => create({ sku: 'WANTED' })));
    expect(created.filter(({ ok }) => ok)).toHaveLength(1);
    expect(created.filter((one) => !one.ok && one.failure.code === 'sku_taken')).toHaveLength(19);
    expect(await counts()).toEqual([{ slug: 'furniture', kept: 1, counted: 1 }]);
  });

  describe('changes', () => {
    it('what is named, and nothing else', async () => {
      const [id] = await add(shop.products, aProduct({ attributes: { legs: 4 } }));
      const before = (await shop.products.find(id!))!;
      expect(await change(id!, { price: { amount: 999, currency: 'GBP' } })).toEqual({
        ok: true,
        value: { ...before, price: { amount: 999, currency: 'GBP' } },
      });
      expect(await change(id!, {})).toMatchObject({ ok: true, value: { price: { amount: 999 } } });
    });

    it('the words that a search finds it by', async () => {
      const [id] = await add(shop.products, aProduct({ name: 'Sofa' }));
      const found = async (q: string) =>
        (await shop.listing.run({ q, limit: 10 })) as { value: { items: { id: string }[] } };
      expect((await found('sofa')).value.items).toHaveLength(1);
      await change(id!, { name: 'Ottoman' });
      expect((await found('sofa')).value.items).toEqual([]);
      expect((await found('ottoman')).value.items.map((item) => item.id)).toEqual([id]);
    });

    it('nothing where there is no such product, nor any category', async () => {
      expect(await change(newId(), { category: 'never-seen' })).toEqual({
        ok: false,
        failure: { code: 'product_not_found' },
      });
      expect(await slugs()).toEqual([]);
    });
  });

  describe('counts the products of a category', () => {
    it('as they come, in one statement or in many', async () => {
      await shop.products.add([
        aProduct({ category: 'lamps' }),
        aProduct({ category: 'rugs' }),
        aProduct({ category: 'lamps' }),
      ]);
      await create({ category: 'rugs' });
      expect(await shop.products.listCategories()).toEqual([
        { slug: 'lamps', name: 'Lamps', products: 2 },
        { slug: 'rugs', name: 'Rugs', products: 2 },
      ]);
    });

    it('as they move, also into a category that comes into being by that', async () => {
      const [lamp] = await add(
        shop.products,
        aProduct({ category: 'lamps' }),
        aProduct({ category: 'lamps' }),
      );
      await change(lamp!, { category: 'home-and-garden' });
      expect(await counts()).toEqual([
        { slug: 'home-and-garden', kept: 1, counted: 1 },
        { slug: 'lamps', kept: 1, counted: 1 },
      ]);
    });

    it('as they go', async () => {
      const [lamp] = await add(
        shop.products,
        aProduct({ category: 'lamps' }),
        aProduct({ category: 'lamps' }),
      );
      await shop.pool.query('DELETE FROM stock WHERE product_id = $1', [lamp]);
      await shop.pool.query('DELETE FROM product WHERE id = $1', [lamp]);
      expect(await counts()).toEqual([{ slug: 'lamps', kept: 1, counted: 1 }]);
    });

    it('not those that were refused, and makes no category for them', async () => {
      await create({ sku: 'TAKEN', category: 'lamps' });
      await create({ sku: 'TAKEN', category: 'rugs' });
      expect(await counts()).toEqual([{ slug: 'lamps', kept: 1, counted: 1 }]);
    });

    it('when many come at once into many categories', async () => {
      const names = ['lamps', 'rugs', 'sofas', 'tables'];
      const shuffled = (n: number) =>
        names.map((_, place) => names[(place * (n % 2 === 0 ? 1 : 3) + n) % 4]!);
      await Promise.all(
        Array.from({ length: 24 }, (_, n) =>
          shop.products.add(shuffled(n).map((category) => aProduct({ category }))),
        ),
      );
      expect(await counts()).toEqual(names.map((slug) => ({ slug, kept: 24, counted: 24 })));
    });

    it('when many move at once between the same two, in both directions', async () => {
      const rows = (category: string) => Array.from({ length: 30 }, () => aProduct({ category }));
      const lamps = await add(shop.products, ...rows('lamps'));
      const rugs = await add(shop.products, ...rows('rugs'));
      const moves = await Promise.allSettled([
        ...lamps.map((id) => change(id, { category: 'rugs' })),
        ...rugs.map((id) => change(id, { category: 'lamps' })),
      ]);
      expect(moves.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(await counts()).toEqual([
        { slug: 'lamps', kept: 30, counted: 30 },
        { slug: 'rugs', kept: 30, counted: 30 },
      ]);
    });
  });

  describe('tells other modules', () => {
    it('what it sells products at, and leaves out what it does not have', async () => {
      const [chair] = await add(shop.products, aProduct({ name: 'Chair' }));
      const offers = await shop.module.get(CatalogInProcess).offers([newId(), chair!]);
      expect(offers).toEqual(
        new Map([[chair, { productId: chair, name: 'Chair', price: 1_299, version: 1 }]]),
      );
      expect(await shop.module.get(CatalogInProcess).offers([])).toEqual(new Map());
    });

    it('summaries in the order that was asked for', async () => {
      const ids = await add(shop.products, aProduct(), aProduct(), aProduct());
      const wanted = [ids[2]!, newId(), ids[0]!, ids[1]!];
      const summaries = await shop.module.get(CatalogInProcess).summaries(wanted);
      expect(summaries.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]]);
    });

    it('the most popular, the best first', async () => {
      const ids = await add(shop.products, ...Array.from({ length: 5 }, () => aProduct()));
      await shop.products.recordSales(ids.map((id, n) => [id, n + 1]));
      const popular = await shop.module.get(CatalogInProcess).popular(3);
      expect(popular.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2]]);
    });
  });

  describe('ranks by sales', () => {
    const popularity = async (ids: string[]): Promise<number[]> => {
      const { rows } = await shop.pool.query<{ id: string; popularity: number }>(
        'SELECT id, popularity FROM product WHERE id = ANY($1)',
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.id === id)!.popularity);
    };

    it('that are gathered, and written together at the latest when the process ends', async () => {
      const [chair, table] = (await add(shop.products, aProduct(), aProduct())) as [string, string];
      const sales = new RecordSales(shop.products);
      sales.run([
        { productId: chair, quantity: 2 },
        { productId: table, quantity: 1 },
      ]);
      sales.run([{ productId: chair, quantity: 3 }]);
      expect(await popularity([chair, table])).toEqual([0, 0]);
      await sales.onApplicationShutdown();
      expect(await popularity([chair, table])).toEqual([5, 1]);
      await sales.onApplicationShutdown();
      expect(await popularity([chair, table])).toEqual([5, 1]);
    });

    it('that could not be written, once they can be, each once', async () => {
      const [chair, table] = (await add(shop.products, aProduct(), aProduct())) as [string, string];
      const sales = new RecordSales(shop.products);
      sales.run([{ productId: chair, quantity: 2 }]);
      const write = jest.spyOn(shop.products, 'recordSales').mockRejectedValueOnce(new Error('away'));
      await sales.onApplicationShutdown();
      write.mockRestore();
      expect(await popularity([chair, table])).toEqual([0, 0]);
      sales.run([
        { productId: chair, quantity: 1 },
        { productId: table, quantity: 1 },
      ]);
      await sales.onApplicationShutdown();
      await sales.onApplicationShutdown();
      expect(await popularity([chair, table])).toEqual([3, 1]);
    });

    it('of which some come in while others are written', async () => {
      const [chair] = (await add(shop.products, aProduct())) as [string];
      const sales = new RecordSales(shop.products);
      sales.run([{ productId: chair, quantity: 2 }]);
      const write = shop.products.recordSales.bind(shop.products);
      const spy = jest.spyOn(shop.products, 'recordSales').mockImplementationOnce(async (batch) => {
        sales.run([{ productId: chair, quantity: 5 }]);
        await write(batch);
      });
      await sales.onApplicationShutdown();
      spy.mockRestore();
      expect(await popularity([chair])).toEqual([2]);
      await sales.onApplicationShutdown();
      expect(await popularity([chair])).toEqual([7]);
    });

    it('up to the greatest number that PostgreSQL has', async () => {
      const [chair] = (await add(shop.products, aProduct())) as [string];
      for (const pieces of [2 ** 40, 1]) await shop.products.recordSales([[chair, pieces]]);
      expect(await popularity([chair])).toEqual([2_147_483_647]);
    });

    it('that two processes write at once, in whatever order they sold', async () => {
      const ids = await add(shop.products, ...Array.from({ length: 200 }, () => aProduct()));
      const sold = ids.map((id): [string, number] => [id, 1]);
      await Promise.all(
        Array.from({ length: 10 }, (_, n) => shop.products.recordSales(n % 2 ? sold : sold.toReversed())),
      );
      expect(new Set(await popularity(ids))).toEqual(new Set([10]));
    });
  });
});
