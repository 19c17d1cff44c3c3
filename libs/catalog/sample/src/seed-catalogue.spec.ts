import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import pg from 'pg';
import { sampleProduct, seedCatalogue } from './index.ts';

const TABLES = `
  CREATE TABLE category (slug text PRIMARY KEY, name text NOT NULL, products integer NOT NULL DEFAULT 0);
  CREATE TABLE product (
    id uuid PRIMARY KEY,
    sku text UNIQUE NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    category_slug text NOT NULL REFERENCES category,
    price_amount integer NOT NULL CHECK (price_amount > 0),
    attributes jsonb NOT NULL DEFAULT '{}',
    popularity integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    terms tsvector GENERATED ALWAYS AS (to_tsvector('english', name || ' ' || description)) STORED
  );
  CREATE INDEX product_terms ON product USING gin (terms) WITH (fastupdate = off);
  CREATE TABLE stock (
    product_id uuid PRIMARY KEY REFERENCES product,
    on_hand integer NOT NULL CHECK (on_hand >= 0)
  );`;

describe('seeding the catalogue', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await testDatabase();
    await database.pool.query(TABLES);
  });
  afterEach(() => database.drop());

  const seed = (products: number) => seedCatalogue({ pool: database.pool, products });

  async function rows<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await database.pool.query(sql, values)).rows as Row[];
  }

  async function counts(): Promise<unknown> {
    return (
      await rows(
        'SELECT (SELECT count(*)::int FROM product) AS products, (SELECT count(*)::int FROM stock) AS stock',
      )
    )[0];
  }

  it('stores each product as it was generated, with its stock', async () => {
    expect(await seed(1_000)).toEqual({ added: 1_000, present: 0 });
    expect(await counts()).toEqual({ products: 1_000, stock: 1_000 });
    const expected = sampleProduct(737);
    const stored = await rows(
      `SELECT id, sku, name, description, category_slug AS category, price_amount AS price, on_hand AS stock, popularity,
         attributes, created_at AS "createdAt"
       FROM product JOIN stock ON product_id = id WHERE sku = $1`,
      [expected.sku],
    );
    expect(stored).toEqual([expected]);
    expect(await rows('SELECT count(DISTINCT category_slug)::int AS n FROM product')).toEqual([{ n: 12 }]);
  });

  it('adds nothing the second time, and only what is missing when there are to be more', async () => {
    await seed(100);
    expect(await seed(100)).toEqual({ added: 0, present: 100 });
    expect(await seed(250)).toEqual({ added: 150, present: 100 });
    expect(await counts()).toEqual({ products: 250, stock: 250 });
  });

  it('leaves a product alone whose sku is there already', async () => {
    await seed(10);
    await database.pool.query(`UPDATE product SET name = 'Renamed' WHERE sku = 'TS-000003'`);
    await database.pool.query(
      `UPDATE stock SET on_hand = 1 FROM product WHERE id = product_id AND sku = 'TS-000003'`,
    );
    await seed(20);
    expect(
      await rows(`SELECT name, on_hand FROM product JOIN stock ON product_id = id WHERE sku = 'TS-000003'`),
    ).toEqual([{ name: 'Renamed', on_hand: 1 }]);
  });

  it('keeps a name that was given to a category', async () => {
    await database.pool.query(`INSERT INTO category (slug, name) VALUES ('furniture', 'Tables and so on')`);
    await seed(10);
    expect(await rows(`SELECT name FROM category WHERE slug = 'furniture'`)).toEqual([
      { name: 'Tables and so on' },
    ]);
  });

  it('tells how far it is, from the first rows to the last', async () => {
    const told: number[] = [];
    await seedCatalogue({
      pool: database.pool,
      products: 2_000,
      onProgress: ({ done, total }) => {
        expect(total).toBe(2_000);
        told.push(done);
      },
    });
    expect(told[0]).toBe(500);
    expect(told.at(-1)).toBe(2_000);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('stores nothing of a batch that fails, and all that is missing the next time', async () => {
    const { id, category } = sampleProduct(42);
    await database.pool.query(`ALTER TABLE stock ADD CONSTRAINT refused CHECK (product_id <> '${id}')`);
    await expect(seed(100)).rejects.toThrow(/refused/);
    expect(await rows('SELECT sku FROM product WHERE category_slug = $1', [category])).toEqual([]);
    await database.pool.query('ALTER TABLE stock DROP CONSTRAINT refused');
    await seed(100);
    expect(await counts()).toEqual({ products: 100, stock: 100 });
  });

  it.each(['after a load', 'after a load that failed'])(
    'has the search index take rows in at once again %s',
    async (when) => {
      const failing = when.endsWith('failed');
      if (failing) await database.pool.query('ALTER TABLE stock ADD CHECK (on_hand < 0)');
      await seed(10).catch((error: unknown) => {
        if (!failing) throw error;
      });
      expect(await rows(`SELECT reloptions FROM pg_class WHERE relname = 'product_terms'`)).toEqual([
        { reloptions: ['fastupdate=off'] },
      ]);
    },
  );

  it('makes do with a pool of one connection', async () => {
    const narrow = new pg.Pool({ connectionString: database.url, max: 1 });
    try {
      expect(await seedCatalogue({ pool: narrow, products: 100 })).toEqual({ added: 100, present: 0 });
    } finally {
      await narrow.end();
    }
  });
});
