import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import { DataSource } from 'typeorm';
import { orderEntities, orderMigrations, sagaMigrations } from '../src/index.ts';

describe.each([
  ['in one transaction', orderMigrations, ['cart_item', 'customer', 'order_line', 'orders']],
  [
    'by saga',
    [...orderMigrations, ...sagaMigrations],
    ['cart_item', 'checkout_saga', 'customer', 'offer_copy', 'order_line', 'orders'],
  ],
])('the migrations of orders with a checkout %s', (_checkout, migrations, names) => {
  let own: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    own = await testDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: own.url,
      entities: orderEntities,
      migrations,
      migrationsTransactionMode: 'each',
    }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await own.drop();
  });

  const tables = async (): Promise<string[]> => {
    const { rows } = await own.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('go up, down without a trace, and up again', async () => {
    await source.runMigrations();
    expect(await tables()).toEqual(names);
    for (const _ of migrations) await source.undoLastMigration();
    expect(await tables()).toEqual([]);
    await source.runMigrations();
    expect(await tables()).toEqual(names);
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
});
