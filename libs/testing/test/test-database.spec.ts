import { expect, it } from '@jest/globals';
import { testDatabase } from '../src/index.ts';

it('gives each caller an empty database of their own', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await one.pool.query('CREATE TABLE note (text text)');
  const { rows } = await other.pool.query(
    "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'",
  );
  expect(rows).toEqual([{ tables: 0 }]);
  await Promise.all([one.drop(), other.drop()]);
});

it('drops a database that others are still connected to', async () => {
  const database = await testDatabase();
  const { default: pg } = await import('pg');
  const other = new pg.Client({ connectionString: database.url });
  const cut = new Promise((resolve) => other.on('error', resolve));
  await other.connect();
  await database.drop();
  await expect(cut).resolves.toMatchObject({ message: expect.stringContaining('terminat') });
});
