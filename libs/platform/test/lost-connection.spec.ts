import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Database, isUnavailable, sql } from '../src/database/index.ts';

const ONE = sql('one', 'SELECT 1 AS one');
const WHO = sql('who', 'SELECT pg_backend_pid() AS pid');

describe('a connection that PostgreSQL ends', () => {
  let shop: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    shop = await testDatabase();
    database = new Database(shop.pool);
  });
  afterAll(() => shop.drop());

  const gone = async (pid: number): Promise<void> => {
    const { rowCount } = await shop.pool.query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid]);
    expect(rowCount).toBe(0);
  };

  // Without a listener of its own, a connection in use that is lost between two statements ends the process.
  it('in the middle of a transaction fails that transaction and nothing else', async () => {
    const interrupted = database.transaction(async (tx) => {
      const [who] = await tx.query<{ pid: number }>(WHO);
      await shop.pool.query('SELECT pg_terminate_backend($1)', [who!.pid]);
      await eventually(() => gone(who!.pid), { describe: 'PostgreSQL ended the connection' });
      return tx.query(ONE);
    });
    const error: unknown = await interrupted.catch((reason: unknown) => reason);
    expect([error, isUnavailable(error)]).toEqual([expect.any(Error), true]);
    expect(await database.transaction((tx) => tx.query(ONE))).toEqual([{ one: 1 }]);
  });
});
