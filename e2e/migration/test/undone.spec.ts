import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectShop, startShop, type StartedShop } from '@twinshop/local';
import pg from 'pg';
import { violationsOf, wasNoticed } from '../src/record/has-passed.ts';
import type { MigrationRecord } from '../src/record/migration-record.ts';
import { Migrator } from './migrator/migrator.ts';
import { LOAD, take } from './migrator/take.ts';

describe('a step that is not reached', () => {
  let shop: StartedShop;
  let admin: pg.Client;

  beforeAll(async () => {
    shop = await startShop({ topology: 'step-3', products: 200, control: true });
    admin = await connected('shop');
    // A hand-over that is undone may take longer than others are given.
    await admin.query('SET idle_in_transaction_session_timeout = 0');
  }, 180_000);
  afterAll(async () => {
    await admin?.end();
    await shop?.stop();
  });

  const connected = async (database: string): Promise<pg.Client> => {
    const url = new URL(await connectShop(shop.home).adminUrl());
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return client;
  };
  const inDatabase = async (database: string, statement: string): Promise<void> => {
    const client = await connected(database);
    await client.query(statement).finally(() => client.end());
  };

  const names = (): string[] => shop.processes.map(({ name }) => name).toSorted();
  const asBefore = async (record: MigrationRecord, why: RegExp): Promise<void> => {
    expect(record).toMatchObject({ at: 3, failure: expect.stringMatching(why) });
    expect(record).toMatchObject({ failure: expect.stringContaining('The shop is as it was before.') });
    expect(record.check).toBeDefined();
    expect({ failures: record.failures, violations: violationsOf(record) }).toEqual({
      failures: [],
      violations: 0,
    });
    expect(names()).not.toContain('payment');
    expect(await connectShop(shop.home).replaceChanged('step-3')).toEqual([]);
  };

  it('as its process can’t start: what was made for it is gone', async () => {
    await connectShop(shop.home).ensureDatabases('step-4');
    await admin.query('ALTER DATABASE payment CONNECTION LIMIT 0');
    const record = await take(shop, 3, 4);
    await admin.query('ALTER DATABASE payment CONNECTION LIMIT -1');
    await asBefore(record, /payment (ended at its start|was not ready)/);
  }, 900_000);

  const writeWithoutEnd = (): Promise<unknown> =>
    admin.query('BEGIN; UPDATE payment.payment SET order_id = order_id WHERE false');

  it('as somebody writes in the old place when it is to be closed: it is opened again, with all that it has', async () => {
    const record = await take(shop, 3, 4, {
      verify: writeWithoutEnd,
      undo: () => admin.query('ROLLBACK'),
    });
    await asBefore(record, /Transactions under way in payment in shop did not end/);
  }, 900_000);

  it('as somebody writes and never ends: the fence is left standing open, and goes when they are gone', async () => {
    const record = await take(shop, 3, 4, { verify: writeWithoutEnd });
    await admin.query('ROLLBACK');
    expect(record).toMatchObject({
      at: 3,
      failures: [],
      failure: expect.stringMatching(
        /Step 4 was not reached: Transactions .* It is not undone to the end: .* a lock in payment in shop\. .* --to 3 goes on/,
      ),
    });
    expect(violationsOf(record)).toBe(0);
    const later = await take(shop, 3, 3);
    expect(later.failure).toBeUndefined();
    expect(names()).not.toContain('payment');
  }, 900_000);

  it('as its process hangs while it is watched: it goes back by itself', async () => {
    const record = await take(shop, 3, 4, { observe: () => void shop.killProcess('payment', 'SIGSTOP') });
    await asBefore(record, /payment did not get ready/);
  }, 900_000);

  it('as its process has died while it is watched: it goes back by itself', async () => {
    const record = await take(shop, 3, 4, { observe: () => void shop.killProcess('payment') });
    await asBefore(record, /payment did not get ready/);
  }, 900_000);

  it('as what was written last does not arrive: whoever waits in the new place is answered by the old one', async () => {
    expect(await take(shop, 3, 4)).toMatchObject({ at: 4 });
    const record = await take(shop, 3, 5, {
      'cut over': () => inDatabase('catalog', 'ALTER SUBSCRIPTION move_catalog_from_shop DISABLE'),
    });
    expect(record).toMatchObject({
      at: 4,
      failures: [],
      failure: expect.stringMatching(/the last that was written arrived.* The shop is as it was before\./),
    });
    expect(violationsOf(record)).toBe(0);
    expect(names()).not.toContain('catalog');
    expect(await take(shop, 3, 3)).toMatchObject({ at: 3, failures: [] });
  }, 900_000);

  it('as it was stopped on the way, and is to stay where it was', async () => {
    const words = ['--to', '4', '--load', String(LOAD), '--observe', '1', '--rest', '0'];
    const migrator = new Migrator(shop.home, words, (says) => {
      if (says.includes('PostgreSQL copies')) migrator.kill('SIGINT');
    });
    const { exitCode, output } = await migrator.ended;
    expect(output).toMatch(
      /It was stopped on the way from step 3 to step 4\. \.\/shop migrate --to 4 goes on from here/,
    );
    expect(output).toMatch(/Checker: no violation/);
    expect(output).toMatch(/The page: /);
    expect(exitCode).toBe(130);
    expect(names()).toContain('payment');
    const record = await take(shop, 3, 3);
    expect(record).toMatchObject({ at: 3, to: 3 });
    expect(record.failure).toBeUndefined();
    expect(wasNoticed(record)).toBe(false);
    expect(names()).not.toContain('payment');
  }, 900_000);

  it('is reached when nothing is in the way any more', async () => {
    const record = await take(shop, 3, 4);
    expect(record.failure).toBeUndefined();
    expect({ at: record.at, noticed: wasNoticed(record) }).toEqual({ at: 4, noticed: false });
    expect(names()).toContain('payment');
  }, 900_000);
});

describe('step 2, whose new code dies while it alone is asked', () => {
  let shop: StartedShop;

  beforeAll(async () => {
    shop = await startShop({ topology: 'step-1', products: 200, control: true, supervise: true });
  }, 180_000);
  afterAll(() => shop?.stop());

  it('is left, and what only that code could end has been ended', async () => {
    const record = await take(shop, 1, 2, { observe: () => void shop.killProcess('monolith-2') });
    expect(record).toMatchObject({
      at: 1,
      failure: expect.stringContaining('The shop is as it was before.'),
    });
    expect(violationsOf(record)).toBe(0);
    expect(await connectShop(shop.home).replaceChanged('step-1')).toEqual([]);
  }, 900_000);

  it('is reached the next time', async () => {
    const record = await take(shop, 1, 2);
    expect(record).toMatchObject({ at: 2, failures: [] });
    expect(violationsOf(record)).toBe(0);
  }, 900_000);
});
