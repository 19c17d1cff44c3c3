import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSchema, startPostgres, type PostgresServer } from '@twinshop/postgres';
import { eventually } from '@twinshop/testing';
import pg from 'pg';
import { ModuleMove } from '../../src/data/index.ts';
import { CATALOG_TABLES } from './catalog-tables.ts';

/** A database with the catalogue's schema in it. */
export interface CatalogPlace {
  url: string;
  /** As the owner of the schema, like the shop. */
  pool: pg.Pool;
  /** As the superuser. */
  admin: pg.Pool;
}

/** Two databases between which the catalogue moves; the one that it goes to has empty tables. */
export interface TwoPlaces {
  old: CatalogPlace;
  new: CatalogPlace;
  /** Each time as a process that knows nothing of those before. */
  out(): ModuleMove;
  back(): ModuleMove;
  end(): Promise<void>;
}

/** A PostgreSQL as the shop’s. */
export class Cluster {
  readonly #home: string;
  readonly #server: PostgresServer;

  private constructor(home: string, server: PostgresServer) {
    this.#home = home;
    this.#server = server;
  }

  static async start(): Promise<Cluster> {
    const home = mkdtempSync(path.join(tmpdir(), 'twinshop-migration-'));
    // PostgreSQL may run as another user, who must get through.
    chmodSync(home, 0o711);
    const server = await startPostgres({ dataDir: path.join(home, 'data'), durable: false });
    return new Cluster(home, server);
  }

  /** Connects as PostgreSQL's superuser. */
  get adminUrl(): string {
    return this.#server.adminUrl;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** @param tables of each; the catalogue's by default */
  async places(tables: { old?: string; new?: string } = {}): Promise<TwoPlaces> {
    const id = randomUUID().slice(0, 8);
    const old = await this.#place(`shop_${id}`, tables.old ?? CATALOG_TABLES);
    const other = await this.#place(`catalog_${id}`, tables.new ?? CATALOG_TABLES);
    const { adminUrl } = this;
    return {
      old,
      new: other,
      out: () => new ModuleMove({ module: 'catalog', from: old, to: other, adminUrl }),
      back: () => new ModuleMove({ module: 'catalog', from: other, to: old, adminUrl }),
      end: async () => {
        for (const place of [old, other]) await endSubscriptions(place);
        for (const place of [old, other]) await dropSlots(place);
        for (const { pool, admin } of [old, other]) await Promise.all([pool.end(), admin.end()]);
      },
    };
  }

  async #place(database: string, tables: string): Promise<CatalogPlace> {
    const { adminUrl } = this;
    await this.#server.createDatabase(database);
    const url = await createSchema(adminUrl, database, 'catalog', 'the one of all of them');
    const adminsUrl = new URL(adminUrl);
    adminsUrl.pathname = `/${database}`;
    const place = {
      url,
      pool: new pg.Pool({ connectionString: url, max: 12 }),
      admin: new pg.Pool({ connectionString: adminsUrl.href, max: 4 }),
    };
    for (const pool of [place.pool, place.admin]) pool.on('error', () => undefined);
    await place.pool.query(tables);
    return place;
  }
}

/** The name of the subscription by which a place is written from elsewhere. */
export async function subscriptionOf({ admin }: CatalogPlace): Promise<string | undefined> {
  const { rows } = await admin.query<{ subname: string }>(
    `SELECT subname FROM pg_subscription
     WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows[0]?.subname;
}

/** Slots and workers of a cluster are few. */
export async function endSubscriptions(place: CatalogPlace): Promise<void> {
  const name = await subscriptionOf(place);
  if (name === undefined) return;
  await place.admin.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
  await place.admin.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
  await place.admin.query(`DROP SUBSCRIPTION ${name}`);
}

const dropSlots = ({ admin }: CatalogPlace): Promise<unknown> =>
  eventually(
    () =>
      admin.query(
        `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()`,
      ),
    { describe: 'its slots are free' },
  );
