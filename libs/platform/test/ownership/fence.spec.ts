import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import type { PoolClient } from 'pg';
import {
  buildFence,
  closeFence,
  FENCED_TABLES,
  fenceTable,
  takeDownFence,
  unfenceTable,
} from '../../src/ownership/index.ts';

describe('a fence around a module’s tables', () => {
  let shop: TestDatabase;
  let clients: PoolClient[];

  beforeEach(async () => {
    shop = await testDatabase();
    clients = [];
    await shop.pool.query('CREATE TABLE thing (id integer PRIMARY KEY)');
    await shop.pool.query(buildFence('open'));
    await shop.pool.query(fenceTable('thing'));
  });
  afterEach(async () => {
    for (const client of clients) client.release(true);
    await shop.drop();
  });

  const begin = async (lockTimeout = '0'): Promise<PoolClient> => {
    const client = await shop.pool.connect();
    clients.push(client);
    await client.query(`BEGIN; SET LOCAL lock_timeout = '${lockTimeout}'`);
    return client;
  };
  const close = (epoch: number) => shop.pool.query(`BEGIN; ${closeFence(epoch)} COMMIT`);
  const insert = (id: number) => shop.pool.query('INSERT INTO thing VALUES ($1)', [id]);
  const things = async () =>
    (await shop.pool.query<{ id: number }>('SELECT id FROM thing ORDER BY id')).rows.map(({ id }) => id);
  const waiting = (count: number) =>
    eventually(
      async () => {
        const { rows } = await shop.pool.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_locks
           WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows[0]!.waiting === count;
      },
      { describe: `${count} wait at the fence` },
    );

  it('lets everybody write while it is open, side by side', async () => {
    const [one, other] = [await begin(), await begin()];
    await one.query('INSERT INTO thing VALUES (1)');
    await other.query('INSERT INTO thing VALUES (2)');
    await one.query('COMMIT');
    await other.query('COMMIT');
    expect(await things()).toEqual([1, 2]);
  });

  it('refuses every kind of write once it is closed, and lets everybody read', async () => {
    await insert(1);
    await close(1);
    for (const write of [
      'INSERT INTO thing VALUES (2)',
      'UPDATE thing SET id = 2',
      'DELETE FROM thing',
      'TRUNCATE thing',
      'WITH gone AS (DELETE FROM thing RETURNING id) SELECT id FROM gone',
      'INSERT INTO thing VALUES (1) ON CONFLICT DO NOTHING',
    ])
      await expect(shop.pool.query(write)).rejects.toMatchObject({ code: 'TW001' });
    expect(await things()).toEqual([1]);
  });

  it('holds nobody back whose table is not behind it, whatever it says', async () => {
    await shop.pool.query(unfenceTable('thing'));
    await close(1);
    await insert(1);
    expect(await things()).toEqual([1]);
  });

  it('closes only when those inside have ended, and with what they wrote', async () => {
    const inside = await begin();
    await inside.query('INSERT INTO thing VALUES (1)');
    const closing = close(1);
    await waiting(1);
    await inside.query('INSERT INTO thing VALUES (2)');
    await inside.query('COMMIT');
    await closing;
    expect(await things()).toEqual([1, 2]);
    await expect(insert(3)).rejects.toMatchObject({ code: 'TW001' });
  });

  it('stays open where those inside take longer than may be waited for', async () => {
    const inside = await begin();
    await inside.query('INSERT INTO thing VALUES (1)');
    const closing = await begin('50ms');
    await expect(closing.query(closeFence(1))).rejects.toMatchObject({ code: '55P03' });
    await closing.query('ROLLBACK');
    await insert(2);
    await inside.query('COMMIT');
    expect(await things()).toEqual([1, 2]);
  });

  it('refuses who came while it was being closed, though their statement began before', async () => {
    const closing = await begin();
    await closing.query(closeFence(1));
    const late = insert(1);
    await waiting(1);
    await Promise.all([expect(late).rejects.toMatchObject({ code: 'TW001' }), closing.query('COMMIT')]);
    expect(await things()).toEqual([]);
  });

  it('refuses a transaction that would go on to see it open', async () => {
    const late = await begin();
    await late.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await late.query('SELECT FROM thing');
    await close(1);
    await expect(late.query('INSERT INTO thing VALUES (1)')).rejects.toThrow('read committed');
  });

  it('is found by those who look for the tables elsewhere', async () => {
    await close(1);
    const elsewhere = await begin();
    await elsewhere.query('SET LOCAL search_path = pg_catalog');
    await expect(elsewhere.query('INSERT INTO public.thing VALUES (1)')).rejects.toMatchObject({
      code: 'TW001',
    });
  });

  it('may be built again, and goes on to say what it said', async () => {
    await close(7);
    await shop.pool.query(buildFence('open'));
    await shop.pool.query(fenceTable('thing'));
    expect((await shop.pool.query('SELECT state, epoch::int AS epoch FROM ownership')).rows).toEqual([
      { state: 'closed', epoch: 7 },
    ]);
    await expect(insert(1)).rejects.toMatchObject({ code: 'TW001' });
  });

  it('knows which tables are behind it, and leaves nothing behind when it goes', async () => {
    await shop.pool.query('CREATE TABLE other (id integer PRIMARY KEY)');
    expect((await shop.pool.query(FENCED_TABLES)).rows).toEqual([
      { name: 'other', fenced: false },
      { name: 'thing', fenced: true },
    ]);
    await close(1);
    await shop.pool.query(unfenceTable('thing'));
    await shop.pool.query(takeDownFence);
    await insert(1);
    const { rows } = await shop.pool.query(
      `SELECT to_regclass('ownership') AS ownership, to_regproc('keep_out') AS function`,
    );
    expect(rows).toEqual([{ ownership: null, function: null }]);
  });
});
