import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import { DataSource } from 'typeorm';
import { catalogEntities, catalogMigrations } from '../src/index.ts';

describe('the catalogue’s migrations', () => {
  let own: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    own = await testDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: own.url,
      entities: catalogEntities,
      migrations: catalogMigrations,
      migrationsTransactionMode: 'each',
    }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await own.drop();
  });

  const left = async (): Promise<string[]> => {
    const { rows } = await own.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    return rows.map(({ name }) => name).filter((name) => name !== 'migrations');
  };

  it('go up, down without a trace, and up again', async () => {
    await source.runMigrations();
    const up = await left();
    expect(up).toEqual(
      expect.arrayContaining(['category', 'product', 'reservation', 'stock', 'stock_change']),
    );
    for (const _ of catalogMigrations) await source.undoLastMigration();
    expect(await left()).toEqual([]);
    await source.runMigrations();
    expect(await left()).toEqual(up);
  });

  it('give products that were there before a first version, and reservations a place', async () => {
    const old = await testDatabase();
    const migrateTo = async (migrations: typeof catalogMigrations): Promise<void> => {
      const other = await new DataSource({ type: 'postgres', url: old.url, migrations }).initialize();
      await other.runMigrations();
      await other.destroy();
    };
    await migrateTo(catalogMigrations.slice(0, 1));
    await old.pool.query(`
      INSERT INTO category VALUES ('chairs', 'Chairs');
      INSERT INTO product (id, sku, name, description, category_slug, price_amount, created_at)
      VALUES (gen_random_uuid(), 'OLD', 'Chair', '', 'chairs', 1, now())`);
    await migrateTo(catalogMigrations);
    expect((await old.pool.query('SELECT sku, version FROM product')).rows).toEqual([
      { sku: 'OLD', version: 1 },
    ]);
    expect((await old.pool.query('SELECT count(*)::int AS n FROM reservation')).rows).toEqual([{ n: 0 }]);
    await old.drop();
  });

  it('make every column that the entities name', async () => {
    await source.runMigrations();
    for (const { tableName, columns } of source.entityMetadatas) {
      const { rows } = await own.pool.query<{ column_name: string }>(
        'SELECT column_name FROM information_schema.columns WHERE table_name = $1',
        [tableName],
      );
      expect(rows.map((row) => row.column_name)).toEqual(
        expect.arrayContaining(columns.map(({ databaseName }) => databaseName)),
      );
    }
  });

  it('answer each order of pages from an index, with and without a category', async () => {
    await own.pool.query(`
      INSERT INTO category VALUES ('small', 'Small'), ('large', 'Large');
      INSERT INTO product (id, sku, name, description, category_slug, price_amount, popularity, created_at)
      SELECT gen_random_uuid(), n, 'Chair', '', CASE WHEN n % 10 = 0 THEN 'small' ELSE 'large' END, n, n, now()
      FROM generate_series(1, 5000) n;
      ANALYZE product`);
    for (const order of [
      'created_at DESC, id DESC',
      'price_amount, id',
      'price_amount DESC, id DESC',
      'popularity DESC, id DESC',
    ]) {
      for (const where of ['', `WHERE category_slug = 'small'`]) {
        const { rows } = await own.pool.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN SELECT * FROM product ${where} ORDER BY ${order} LIMIT 20`,
        );
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(`${where} ${order}: ${plan}`).toMatch(/Index Scan/);
        expect(plan).not.toContain('Sort');
      }
    }
  });

  it('have products vacuumed long before a fifth of them has changed: searches walk by the visibility map', async () => {
    const { rows } = await own.pool.query<{ options: string[] }>(
      `SELECT reloptions AS options FROM pg_class WHERE relname = 'product'`,
    );
    expect(rows[0]!.options).toEqual([
      'autovacuum_vacuum_scale_factor=0.01',
      'autovacuum_vacuum_insert_scale_factor=0.01',
    ]);
  });
});
