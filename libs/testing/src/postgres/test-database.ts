import { randomUUID } from 'node:crypto';
import { createDatabase, dropDatabase } from '@twinshop/postgres';
import pg from 'pg';
import { serverUrl } from '../config.ts';

export interface TestDatabase {
  /** Connects as the role that owns this database, as the shop does. */
  url: string;
  pool: pg.Pool;
  /** Ends the pool and removes the database, with whatever connections are left. */
  drop(): Promise<void>;
}

/** A fresh, empty database of the Jest run's PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = serverUrl('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = await createDatabase(adminUrl, name);
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // Dropping the database ends connections that are about to close by themselves: no failure of any test.
  pool.on('error', () => undefined);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await dropDatabase(adminUrl, name);
    },
  };
}
