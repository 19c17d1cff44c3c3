import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import type { ModuleMove } from '../../src/data/index.ts';
import { fill } from './catalog-tables.ts';
import { Cluster, subscriptionOf, type CatalogPlace, type TwoPlaces } from './cluster.ts';
import { handOver, nextEpoch } from './hand-over.ts';
import { ledgerOf, RestlessShop } from './restless-shop.ts';

const COPIED_WITHIN_MS = 30_000;
const VERIFIED_WITHIN_MS = 30_000;

let cluster: Cluster;
let places: TwoPlaces;

beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(() => cluster.stop());
beforeEach(async () => {
  places = await cluster.places();
  await places.old.pool.query(fill(300));
});
afterEach(() => places.end());

const copied = async (): Promise<ModuleMove> => {
  const move = places.out();
  await move.reserve();
  await move.prepare();
  await move.untilCopied(COPIED_WITHIN_MS);
  return move;
};
const products = async (count: number): Promise<string[]> =>
  (
    await places.old.pool.query<{ id: string }>('SELECT id FROM product ORDER BY id LIMIT $1', [count])
  ).rows.map(({ id }) => id);
const one = async <Row>(place: CatalogPlace, statement: string): Promise<Row> =>
  (await place.pool.query(statement)).rows[0] as Row;
const arrives = (place: CatalogPlace, statement: string, what: string) =>
  eventually(async () => (await place.pool.query(statement)).rowCount === 1, { describe: what });
/** As nobody does but replication, and the superuser. */
const behindTheFence = ({ admin }: CatalogPlace, statement: string) =>
  admin.query(`SET LOCAL search_path = catalog; SET LOCAL session_replication_role = replica; ${statement}`);

const ADD = `INSERT INTO category VALUES ('toys')`;
const FENCE_IS_WAITING = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND NOT granted`;
const HAS_TOYS = `SELECT FROM category WHERE slug = 'toys'`;

describe('a module that is copied', () => {
  it('is there with all that was written meanwhile, and is its own in nothing', async () => {
    await places.old.pool.query(
      `INSERT INTO product (id, name, category_slug)
       SELECT md5('more' || n)::uuid, 'One more ' || n, 'games' FROM generate_series(1, 20000) AS n`,
    );
    const shop = new RestlessShop(places, await products(20));
    const move = places.out();
    await move.reserve();
    await move.prepare();
    const said: string[] = [];
    await move.untilCopied(COPIED_WITHIN_MS, ({ says }) => said.push(says));
    const { rows, differences } = await move.verify(VERIFIED_WITHIN_MS);
    await shop.stop();

    expect(differences).toEqual([]);
    expect(rows).toBeGreaterThan(20_900);
    expect(said.at(-1)).toMatch(/^7 of 7 tables copied, [\d,]+ KiB behind$/);
    expect(shop.acknowledged.length).toBeGreaterThan(10);
    await expect(places.new.pool.query(ADD)).rejects.toMatchObject({ code: 'TW001' });
  });

  it('has what PostgreSQL computes of it, and counts nothing twice', async () => {
    const move = await copied();
    await places.old.pool.query(
      `INSERT INTO product (id, name, category_slug) VALUES (gen_random_uuid(), 'A wooden train', 'games')`,
    );
    const counted = `SELECT products FROM category WHERE slug = 'games' AND products = 151`;
    await arrives(places.new, counted, 'the count of games is copied');
    await handOver(move);
    const found = `SELECT FROM product WHERE terms @@ to_tsquery('english', 'trains')`;
    expect((await places.new.pool.query(found)).rowCount).toBe(1);
    await places.new.pool.query(
      `INSERT INTO product (id, name, category_slug) VALUES (gen_random_uuid(), 'A wooden plane', 'games')`,
    );
    expect(await one(places.new, `SELECT products FROM category WHERE slug = 'games'`)).toEqual({
      products: 152,
    });
    await arrives(places.old, counted.replace('151', '152'), 'the count of games is copied back');
  });

  it('leaves what belongs to the database where it is', async () => {
    await places.old.pool.query(`INSERT INTO migrations (timestamp, name) VALUES (2, 'Only here')`);
    await copied();
    expect(await one(places.new, 'SELECT count(*)::int AS n FROM migrations')).toEqual({ n: 1 });
    expect(await one(places.new, 'SELECT state FROM ownership')).toEqual({ state: 'closed' });
  });

  it('tells how far it is', async () => {
    const move = await copied();
    const { tables, copied: isCopied, lagBytes } = await move.progress();
    expect(isCopied).toBe(true);
    expect(lagBytes).toBeGreaterThanOrEqual(0);
    expect(tables.map(({ table }) => table)).toEqual([
      'category',
      'handover',
      'outbox',
      'outbox_destination',
      'product',
      'stock',
      'stock_change',
    ]);
  });

  it('is not handed over before', async () => {
    const move = places.out();
    await move.reserve();
    for (const part of move.preparation().slice(0, -2)) await part.run();
    await expect(move.close(nextEpoch(), 1_000)).rejects.toThrow('not copied yet');
    await places.old.pool.query(ADD);
  });
});

describe('rows that differ', () => {
  const differing = async (statement: string): Promise<readonly string[]> => {
    const move = places.out();
    // Nothing is copied back, or the old place would become as wrong as the copy.
    for (const part of move.preparation().slice(0, -1)) await part.run();
    await move.untilCopied(COPIED_WITHIN_MS);
    await behindTheFence(places.new, statement);
    const { differences } = await move.verify(VERIFIED_WITHIN_MS, undefined, {
      settleWithinMs: 300,
      rowsAtATime: 50,
    });
    return differences;
  };

  it('are found by their key where one was changed', async () => {
    const [product] = await products(1);
    expect(await differing(`UPDATE stock SET on_hand = 99 WHERE product_id = '${product}'`)).toEqual([
      `stock (${product})`,
    ]);
  });

  it('are found where some are missing', async () => {
    const [product] = await products(1);
    expect(await differing(`DELETE FROM stock_change WHERE product_id = '${product}'`)).toEqual([
      `stock_change (${product} initial)`,
    ]);
  });

  it('are found where there are too many, also behind all others', async () => {
    expect(await differing(`INSERT INTO category SELECT 'z' || n FROM generate_series(1, 7) AS n`)).toEqual([
      'category (z1, z2, z3, z4, z5 and 2 more)',
    ]);
  });

  it('are none while a row is written without a pause', async () => {
    const move = await copied();
    const shop = new RestlessShop(places, await products(1));
    const verifications = [];
    for (let time = 0; time < 5; time += 1) verifications.push(await move.verify(VERIFIED_WITHIN_MS));
    await shop.stop();
    expect(verifications.flatMap(({ differences }) => differences)).toEqual([]);
  });
});

describe('a module that is handed over', () => {
  it('loses nothing and has nothing twice, ten times there and back, with writers that never pause', async () => {
    const shop = new RestlessShop(places, await products(10));
    for (let time = 0; time < 5; time += 1) {
      await handOver(await copied());
      const back = places.back();
      await back.reserve();
      await back.prepare();
      await back.untilCopied(COPIED_WITHIN_MS);
      await handOver(back);
    }
    await shop.stop();

    const { keys, unbalanced } = await ledgerOf(places.old);
    expect(keys).toEqual(shop.acknowledged.map(({ key }) => key).sort());
    expect(unbalanced).toBe(0);
    expect(shop.acknowledged.length).toBeGreaterThan(100);
    expect(shop.longestMs).toBeLessThan(1_000);
    expect((await places.out().verify(VERIFIED_WITHIN_MS)).differences).toEqual([]);
  }, 120_000);

  it('comes back with what was written meanwhile, and is not copied again', async () => {
    const subscriptions = () =>
      places.old.admin
        .query('SELECT oid, subname FROM pg_subscription ORDER BY oid')
        .then(({ rows }) => rows);
    await handOver(await copied());
    const before = await subscriptions();
    await places.new.pool.query(ADD);

    const back = places.back();
    await back.reserve();
    await back.prepare();
    await back.untilCopied(COPIED_WITHIN_MS);
    expect(await subscriptions()).toEqual(before);
    await handOver(back);
    expect((await places.old.pool.query(HAS_TOYS)).rowCount).toBe(1);
    await expect(places.new.pool.query('DELETE FROM category')).rejects.toMatchObject({ code: 'TW001' });
    expect(await back.isHandedOver()).toBe(true);
  });

  it('waits for a transaction that is inside, whose changes arrive', async () => {
    const move = await copied();
    const slow = await places.old.pool.connect();
    await slow.query(`BEGIN; ${ADD}`);
    const handed = handOver(move);
    await arrives(places.old, FENCE_IS_WAITING, 'the fence waits for the transaction');
    await slow.query('COMMIT');
    slow.release();
    await handed;
    expect((await places.new.pool.query(HAS_TOYS)).rowCount).toBe(1);
  });

  it('lets a transaction in that one inside waits for, and which would wait for the fence', async () => {
    const move = await copied();
    const [holder, inside] = await Promise.all([places.old.pool.connect(), places.old.pool.connect()]);
    await holder.query(`BEGIN; SELECT FROM category WHERE slug = 'books' FOR UPDATE`);
    await inside.query(`BEGIN; ${ADD}`);
    const waiting = inside.query(`UPDATE category SET products = 1 WHERE slug = 'books'; COMMIT`);
    // Before PostgreSQL would look for a deadlock by itself.
    const closed = move.close(nextEpoch(), 800);
    await arrives(places.old, FENCE_IS_WAITING, 'the fence waits for the transaction');
    await holder.query(`UPDATE category SET products = 2 WHERE slug = 'books'; COMMIT`);
    await Promise.all([waiting, closed]);
    for (const client of [holder, inside]) client.release();
    expect(await one(places.old, `SELECT products FROM category WHERE slug = 'books'`)).toEqual({
      products: 1,
    });
  });

  it('stays where it is while a transaction inside takes too long', async () => {
    const move = await copied();
    const slow = await places.old.pool.connect();
    await slow.query(`BEGIN; ${ADD}`);
    await expect(move.close(nextEpoch(), 100)).rejects.toThrow('did not end within 100 ms');
    await places.old.pool.query(`UPDATE stock SET on_hand = on_hand + 1`);
    await slow.query('COMMIT');
    slow.release();
    expect((await move.state()).from.state).toBe('open');
    await handOver(move);
    expect((await places.new.pool.query(HAS_TOYS)).rowCount).toBe(1);
  });

  it('is not written any more by who has slept through it', async () => {
    const move = await copied();
    const asleep = await places.old.pool.connect();
    await asleep.query('BEGIN; SELECT FROM category');
    await handOver(move);
    await expect(asleep.query(ADD)).rejects.toMatchObject({ code: 'TW001' });
    await asleep.query('ROLLBACK');
    asleep.release();
  });

  it('would be written in two places without the fence', async () => {
    const move = await copied();
    await handOver(move);
    await places.old.pool.query('DROP TRIGGER kept_out ON category');
    await places.old.pool.query(ADD);
    await places.new.pool.query(`INSERT INTO category VALUES ('tools')`);
  });

  it('is handed over by another who finds it half handed over', async () => {
    const move = await copied();
    await move.setState('to', 'opening', nextEpoch());
    await move.close(nextEpoch(), 1_000);
    expect(await places.out().isHandedOver()).toBe(false);
    await handOver(places.out());
    expect(await places.out().state()).toMatchObject({ from: { state: 'closed' }, to: { state: 'open' } });
    await places.new.pool.query(ADD);
  });

  it('is never open in both places', async () => {
    const move = await copied();
    await expect(move.setState('to', 'open', nextEpoch())).rejects.toThrow('only one place may be');
  });

  it('is not decided on by who is late', async () => {
    const move = await copied();
    const late = nextEpoch();
    await handOver(move);
    await expect(move.setState('from', 'opening', late)).rejects.toThrow('later epoch');
    await expect(places.back().close(late, 1_000)).rejects.toThrow('later epoch');
  });

  it('is opened again in the old place when it does not arrive in time', async () => {
    const move = await copied();
    const epoch = nextEpoch();
    await places.new.admin.query(`ALTER SUBSCRIPTION ${await subscriptionOf(places.new)} DISABLE`);
    await move.setState('to', 'opening', epoch);
    await move.close(epoch, 1_000);
    await expect(move.untilArrived(epoch, 100)).rejects.toThrow('Never within 100 ms');
    await move.setState('from', 'open', epoch);
    await move.setState('to', 'closed', epoch);
    await places.old.pool.query(ADD);
    await expect(move.close(epoch, 1_000)).rejects.toThrow('later epoch');
  });
});
