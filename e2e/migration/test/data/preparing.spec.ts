import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { CATALOG_TABLES, fill } from './catalog-tables.ts';
import { Cluster, endSubscriptions, type CatalogPlace, type TwoPlaces } from './cluster.ts';
import { handOver, nextEpoch } from './hand-over.ts';

const COPIED_WITHIN_MS = 30_000;
const VERIFIED_WITHIN_MS = 30_000;

let cluster: Cluster;
const all: TwoPlaces[] = [];

beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(() => cluster.stop());
afterEach(async () => {
  for (const places of all.splice(0)) await places.end();
});

const made = async (tables: { old?: string; new?: string } = {}): Promise<TwoPlaces> => {
  const places = await cluster.places(tables);
  all.push(places);
  return places;
};
const filled = async (): Promise<TwoPlaces> => {
  const places = await made();
  await places.old.pool.query(fill(50));
  return places;
};
const addTo = ({ pool }: CatalogPlace, slug: string) =>
  pool.query('INSERT INTO category (slug) VALUES ($1)', [slug]);
const isComplete = async (places: TwoPlaces): Promise<void> => {
  const move = places.out();
  await move.prepare();
  await move.untilCopied(COPIED_WITHIN_MS);
  expect((await move.verify(VERIFIED_WITHIN_MS)).differences).toEqual([]);
};
/** What moving has made, by its kind. */
const traces = async ({ admin }: CatalogPlace): Promise<Record<string, number>> =>
  (
    await admin.query(`
      SELECT (SELECT count(*)::int FROM pg_publication) AS publications,
        (SELECT count(*)::int FROM pg_replication_slots WHERE database = current_database()) AS slots,
        (SELECT count(*)::int FROM pg_subscription
         WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())) AS subscriptions,
        (SELECT count(*)::int FROM pg_trigger WHERE tgname = 'kept_out') AS triggers,
        (SELECT count(*)::int FROM pg_class WHERE relname IN ('ownership', 'handover') AND relkind = 'r') AS tables`)
  ).rows[0];
const NOTHING = { publications: 0, slots: 0, subscriptions: 0, triggers: 0, tables: 0 };

describe('preparing a move', () => {
  it('is completed by another, wherever it was killed', async () => {
    const parts = (await made()).out().preparation().length;
    for (let killedAfter = 0; killedAfter <= parts; killedAfter += 1) {
      const places = await filled();
      for (const part of places.out().preparation().slice(0, killedAfter)) await part.run();
      await addTo(places.old, 'written after it was killed');
      await isComplete(places);
      await handOver(places.out());
      await addTo(places.new, 'written in the new place');
      await handOver(places.back());
      await addTo(places.old, 'written when it was back');
      expect((await places.old.pool.query('SELECT FROM category')).rowCount).toBe(5);
      await all.pop()!.end();
    }
  }, 180_000);

  it('may be done twice', async () => {
    const places = await filled();
    await isComplete(places);
    await isComplete(places);
  });

  it('copies all again where one direction is missing, which may have lost something', async () => {
    const places = await filled();
    await isComplete(places);
    await endSubscriptions(places.new);
    await addTo(places.old, 'written while it was missing');
    await isComplete(places);
  });

  it('lets nobody wait for a table that it waits for', async () => {
    const places = await filled();
    const slow = await places.old.pool.connect();
    await slow.query(`BEGIN; UPDATE category SET slug = slug`);
    const prepared = places.out().prepare();
    await eventually(
      async () =>
        (
          await places.old.pool.query(
            `SELECT FROM pg_locks WHERE relation = 'category'::regclass AND mode = 'ShareRowExclusiveLock' AND NOT granted`,
          )
        ).rowCount === 1,
      { describe: 'it waits for the table of categories' },
    );
    for (let n = 0; n < 20; n += 1) await addTo(places.old, `written meanwhile ${n}`);
    await slow.query('COMMIT');
    slow.release();
    await prepared;
    await isComplete(places);
  });

  it('can be told from the state of both places', async () => {
    const places = await filled();
    const none = { state: undefined, epoch: 0, arrived: 0 };
    expect(await places.out().state()).toEqual({ from: none, to: none });
    await places.out().reserve();
    expect(await places.out().state()).toEqual({ from: none, to: { ...none, state: 'closed' } });
    await isComplete(places);
    expect(await places.out().state()).toMatchObject({ from: { state: 'open' }, to: { state: 'closed' } });
    const epoch = nextEpoch();
    await places.out().close(epoch, 1_000);
    await places.out().untilArrived(epoch, 5_000);
    expect(await places.out().state()).toEqual({
      from: { state: 'closed', epoch, arrived: epoch },
      to: { state: 'closed', epoch: 0, arrived: epoch },
    });
    await places.out().setState('from', 'open', epoch);
  });
});

describe('a module is not moved', () => {
  const refusal = async (tables: { old?: string; new?: string }, message: string): Promise<void> => {
    const places = await made(tables);
    await expect(places.out().prepare()).rejects.toThrow(message);
    await addTo(places.old, 'as ever');
    expect(await traces(places.old)).toEqual(NOTHING);
  };

  it('to where other data are', async () => {
    const places = await made();
    await addTo(places.new, 'somebody’s');
    await expect(places.out().reserve()).rejects.toThrow('nothing says that they are a copy');
    await expect(places.out().prepare()).rejects.toThrow('nothing says that they are a copy');
    expect((await places.new.pool.query('SELECT FROM category')).rowCount).toBe(1);
  });

  it('to where it is written', async () => {
    const places = await filled();
    await isComplete(places);
    await handOver(places.out());
    await expect(places.out().prepare()).rejects.toThrow('it is written there');
    await handOver(places.back());
  });

  it('where a table has no key', () =>
    refusal(
      { old: `${CATALOG_TABLES} CREATE TABLE note (words text);`, new: CATALOG_TABLES },
      'the table note has no primary key',
    ));

  it('where numbers would be given twice', () =>
    refusal(
      { old: `${CATALOG_TABLES} CREATE TABLE note (id serial PRIMARY KEY);`, new: CATALOG_TABLES },
      'the sequence note_id_seq would begin again',
    ));

  it('where the tables are others', () =>
    refusal(
      { old: CATALOG_TABLES, new: `${CATALOG_TABLES} ALTER TABLE stock ADD COLUMN reserved integer;` },
      'are not the same',
    ));
});

describe('cleaning up after a move', () => {
  it('leaves nothing behind, and may be done twice', async () => {
    const places = await filled();
    await isComplete(places);
    await handOver(places.out());
    await addTo(places.new, 'written in the new place');
    for (let time = 0; time < 2; time += 1) {
      await places.out().cleanUp({ keep: 'to', dropTheOther: true });
      expect([await traces(places.old), await traces(places.new)]).toEqual([NOTHING, NOTHING]);
    }
    await addTo(places.new, 'written as if it had always been there');
    expect((await places.new.pool.query('SELECT FROM category')).rowCount).toBe(4);
    const { rows } = await places.old.pool.query(
      `SELECT FROM pg_class WHERE relnamespace = 'catalog'::regnamespace`,
    );
    expect(rows).toHaveLength(0);
    await places.old.pool.query(CATALOG_TABLES);
  });

  it('leaves a copy that is old from now on closed, and it is copied anew', async () => {
    const places = await filled();
    await isComplete(places);
    await places.out().cleanUp({ keep: 'from', dropTheOther: false });
    expect(await traces(places.old)).toEqual(NOTHING);
    await addTo(places.old, 'written afterwards');
    await places.old.pool.query(`DELETE FROM outbox`);
    await expect(addTo(places.new, 'by mistake')).rejects.toMatchObject({ code: 'TW001' });
    await isComplete(places);
  });

  it('keeps the owner, whatever it is told', async () => {
    const places = await filled();
    await isComplete(places);
    await expect(places.out().cleanUp({ keep: 'to', dropTheOther: true })).rejects.toThrow('would be lost');
    expect((await places.old.pool.query('SELECT FROM product')).rowCount).toBe(50);
  });

  it('deletes nothing that is not known to be a copy', async () => {
    const places = await filled();
    await places.out().cleanUp({ keep: 'to', dropTheOther: true });
    expect((await places.old.pool.query('SELECT FROM product')).rowCount).toBe(50);
  });
});
