import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ListProducts, SORTS, type ProductSummary, type Sort } from '@twinshop/catalog-contracts';
import { encodeCursor, newId } from '@twinshop/platform/values';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';

/** More than a search walks along an index before it asks the inverted index. */
const PRODUCTS = 5_000;

const ORDER_BY: Record<Sort, string> = {
  newest: 'created_at DESC, id DESC',
  price: 'price_amount, id',
  '-price': 'price_amount DESC, id DESC',
  popular: 'popularity DESC, id DESC',
};

/** Few prices, popularities and moments, so that every page ends amid equals; words from common to rare. */
const CATALOGUE = `
  WITH numbers AS (SELECT n, md5(n::text) AS random FROM generate_series(1, ${PRODUCTS}) AS n),
  added AS (
    INSERT INTO product (id, sku, name, description, category_slug, price_amount, popularity, created_at)
    SELECT random::uuid, 'ROW-' || n,
      CASE WHEN n % 2 = 0 THEN 'Chair' ELSE 'Table' END
        || CASE WHEN n % 50 = 0 THEN ' oak' ELSE '' END || CASE WHEN n % 1250 = 0 THEN ' walnut' ELSE '' END,
      CASE WHEN n % 3 = 0 THEN 'Goes with a chair.' ELSE 'Stands alone.' END
        || CASE WHEN n % 70 = 0 THEN ' Made of oak.' ELSE '' END || CASE WHEN n % 900 = 0 THEN ' Rare: walnut.' ELSE '' END,
      CASE WHEN n % 10 = 0 THEN 'small' ELSE 'large' END,
      100 + n % 7, n % 5, timestamptz '2026-01-01' + (n % 11) * interval '1 millisecond'
    FROM numbers RETURNING id
  )
  INSERT INTO stock SELECT id, 1 FROM added`;

describe('pages of products', () => {
  let shop: CatalogProcess;

  beforeAll(async () => {
    shop = await startCatalog();
    await shop.pool.query(`INSERT INTO category (slug, name) VALUES ('small', 'Small'), ('large', 'Large')`);
    await shop.pool.query(CATALOGUE);
    await shop.pool.query('ANALYZE');
  });
  afterAll(() => shop.stop());

  type Asked = Partial<Record<'limit' | 'after' | 'category' | 'q' | 'sort', string>>;

  const page = async (asked: Asked) => {
    const result = await shop.listing.run(ListProducts.parse(asked));
    if (!result.ok) throw new Error(result.failure.code);
    return result.value;
  };
  const walk = async (asked: Asked): Promise<string[]> => {
    const items: ProductSummary[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { items: some, next } = await page({ ...asked, ...(after === undefined ? {} : { after }) });
      items.push(...some);
      after = next;
    }
    return items.map(({ id }) => id);
  };
  const ids = async (rest: string, values: unknown[] = []): Promise<string[]> =>
    (await shop.pool.query<{ id: string }>(`SELECT id FROM product ${rest}`, values)).rows.map(
      ({ id }) => id,
    );

  describe('walked to the end show every product once, in order,', () => {
    it.each(SORTS)('sorted by %s', async (sort) => {
      expect(await walk({ sort, limit: '100' })).toEqual(await ids(`ORDER BY ${ORDER_BY[sort]}`));
    });

    it.each(SORTS)('sorted by %s within a category', async (sort) => {
      expect(await walk({ sort, category: 'small', limit: '37' })).toEqual(
        await ids(`WHERE category_slug = 'small' ORDER BY ${ORDER_BY[sort]}`),
      );
    });

    it('the newest first, where nothing else is asked for', async () => {
      expect((await page({ limit: '50' })).items.map(({ id }) => id)).toEqual(
        await ids(`ORDER BY ${ORDER_BY.newest} LIMIT 50`),
      );
    });
  });

  it.each(['1', '2', '10', '11', '20', '50', '51', '99', '100'])(
    'have no more than %s where that is the limit',
    async (limit) => {
      const { items, next } = await page({ limit });
      expect(items).toHaveLength(Number(limit));
      expect(next).not.toBeNull();
    },
  );

  it('end where the last product is the last of a page', async () => {
    const { items, next } = await page({ q: 'walnut', sort: 'price', limit: '9' });
    expect([items.length, next]).toEqual([9, null]);
  });

  it('are empty in a category that does not exist', async () => {
    expect(await page({ category: 'nothing' })).toEqual({ items: [], next: null });
  });

  it('go on where they were while products come and go', async () => {
    const first = await page({ sort: 'newest', limit: '10' });
    const [added] = await add(shop.products, aProduct({ category: 'large' }));
    const second = await page({ sort: 'newest', limit: '10', after: first.next! });
    await shop.pool.query(
      'WITH gone AS (DELETE FROM stock WHERE product_id = $1) DELETE FROM product WHERE id = $1',
      [added],
    );
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      await ids(`ORDER BY ${ORDER_BY.newest} LIMIT 20`),
    );
  });

  describe('refuse a cursor', () => {
    it.each([
      ['of another sort', writeCursorOf('price'), 'newest'],
      ['that was made up', 'nonsense', 'newest'],
      ['with a price beyond PostgreSQL’s numbers', encodeCursor(['price', 2 ** 40, newId(), 0]), 'price'],
      ['with a moment beyond all time', encodeCursor(['newest', 9e15, newId(), 0]), 'newest'],
    ])('%s', async (_, after, sort) => {
      await expect(page({ after, sort })).rejects.toThrow('cursor_invalid');
    });
  });

  it('are not there for a category that PostgreSQL can’t even spell', async () => {
    const asked = ListProducts.safeParse({ category: 'sm\0all' });
    expect(asked.success ? await shop.listing.run(asked.data) : 'refused').toBe('refused');
  });

  it('fail alone: what one reader can’t be given, others who ask at the same time still are', async () => {
    const order = { name: 'price', column: 'price_amount', direction: 'ASC' } as const;
    const impossible = { order, category: undefined, after: { key: 2 ** 40, id: newId() }, rows: 21 };
    const possible = { order, category: undefined, after: undefined, rows: 21 };
    const [bad, good] = await Promise.allSettled([shop.pages.list(impossible), shop.pages.list(possible)]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });

  describe('of a search', () => {
    const MATCHES = `WHERE terms @@ websearch_to_tsquery('english', $1)`;
    const words = [
      'chair',
      'oak',
      'walnut',
      'chair oak',
      '"goes with"',
      'oak -walnut',
      '"oak"-walnut',
      'oak (-walnut',
      'walnut or stool',
      'nothing',
    ];

    it.each(words.flatMap((q) => SORTS.map((sort) => [q, sort] as const)))(
      'for %j by %s are exactly what matches, in order, each once',
      async (q, sort) => {
        expect(await walk({ q, sort, limit: '100' })).toEqual(
          await ids(`${MATCHES} ORDER BY ${ORDER_BY[sort]}`, [q]),
        );
      },
    );

    it.each(['chair', 'oak', 'walnut'])('for %j keep to the category', async (q) => {
      expect(await walk({ q, sort: 'price', category: 'small', limit: '10' })).toEqual(
        await ids(`${MATCHES} AND category_slug = 'small' ORDER BY ${ORDER_BY.price}`, [q]),
      );
    });

    it.each(words)(
      'for %j have the best match first: by name, then by description alone, the popular first in each',
      async (q) => {
        const expected = [
          ...(await ids(
            `${MATCHES} AND name_terms @@ websearch_to_tsquery('english', $1) ORDER BY ${ORDER_BY.popular}`,
            [q],
          )),
          ...(await ids(
            `${MATCHES} AND NOT name_terms @@ websearch_to_tsquery('english', $1) ORDER BY ${ORDER_BY.popular}`,
            [q],
          )),
        ];
        expect(await walk({ q, limit: '100' })).toEqual(expected);
      },
    );

    it('go from names to descriptions amid a page', async () => {
      const { items } = await page({ q: 'walnut', limit: '9' });
      expect(items.map(({ name }) => name.includes('walnut'))).toEqual([
        ...Array.from({ length: 4 }, () => true),
        ...Array.from({ length: 5 }, () => false),
      ]);
      expect(await walk({ q: 'walnut', limit: '3' })).toEqual(items.map(({ id }) => id));
    });

    it('find a word in its other forms', async () => {
      expect(await walk({ q: 'CHAIRS walnuts', limit: '100' })).toEqual(
        await walk({ q: 'chair walnut', limit: '100' }),
      );
    });

    it('find nothing in words that say nothing, and everything where nothing is searched for', async () => {
      expect(await page({ q: 'the of and' })).toEqual({ items: [], next: null });
      expect(await page({ q: '  ' })).toEqual(await page({}));
    });

    describe('of exclusions only', () => {
      afterEach(() => void jest.restoreAllMocks());

      const nowhere = encodeCursor(['best-match', 2_147_483_647, 'ffffffff-ffff-4fff-bfff-ffffffffffff', 1]);

      it.each<Asked>([
        { q: '-chair' },
        { q: '-zzz -chair' },
        { q: '-zzz', after: nowhere },
        { q: '-zzz', category: 'small', after: nowhere },
        { q: '-chair', sort: 'price' },
        { q: '-chair', sort: 'newest', category: 'small' },
        { q: 'walnut or -chair' },
      ])('find nothing, and look at no product: %j', async (asked) => {
        const query = jest.spyOn(shop.database, 'query');
        expect(await page(asked)).toEqual({ items: [], next: null });
        const sent = [...query.mock.calls];
        expect(sent.length).toBeGreaterThan(0);
        for (const [{ text }, values] of sent) {
          const { rows } = await shop.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ANALYZE ${text}`, [
            ...values!,
          ]);
          const scans = rows
            .map((row) => row['QUERY PLAN'])
            .filter((line) => / on (product|stock)\b/.test(line));
          expect(scans.length).toBeGreaterThan(0);
          expect(scans.filter((line) => !line.includes('(never executed)'))).toEqual([]);
        }
      });
    });

    it.each([`'; DROP TABLE product; --`, '& | ! ( ) <-> :*', '"', '-', '\\', '%_', '😀', 'x'.repeat(200)])(
      'take %j for words',
      async (q) => {
        expect((await page({ q })).items).toEqual([]);
      },
    );
  });
});

function writeCursorOf(list: string): string {
  return encodeCursor([list, 1, newId(), 0]);
}
