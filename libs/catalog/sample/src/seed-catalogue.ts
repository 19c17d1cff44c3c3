import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { categories } from './categories.ts';
import { collectRows, eagerSearchIndexes } from './search-indexes.ts';
import { DEFAULT_SEED, sampleProducts, type SampleProduct } from './sample-product.ts';

export interface SeedProgress {
  /** Products dealt with so far, those that were there already included. */
  done: number;
  total: number;
}

export interface SeedOptions {
  /** Of a database whose tables `category`, `product` and `stock` exist. Two connections of it are used, or the one that it has. */
  pool: Pool;
  /** How many products the catalogue is to have: those with index 0 to `products` - 1. */
  products: number;
  seed?: number;
  /** Called every few hundred products. */
  onProgress?: (progress: SeedProgress) => void;
}

export interface SeedResult {
  added: number;
  /** Left as they are, because a product with their SKU was there. */
  present: number;
}

const BATCH = 50_000;
/** PostgreSQL is what takes the time, one core for each connection. */
const LANES = 2;
/** Room for the search entries of a whole batch, which are then sorted in at once. */
const PENDING_LIST = '64MB';
const ROWS_PER_CHUNK = 500;

/**
 * Loads the generated catalogue with COPY, each batch of up to 50,000 and each half of the departments in a
 * transaction of its own: what is interrupted is
 * continued by seeding again, and seeding twice adds nothing.
 * @throws what PostgreSQL throws; the batches before stay
 */
export async function seedCatalogue(options: SeedOptions): Promise<SeedResult> {
  const { pool, products, seed = DEFAULT_SEED, onProgress = () => undefined } = options;
  const lanes = await connectLanes(pool);
  const [client] = lanes as [PoolClient];
  let failure: Error | undefined;
  try {
    await insertCategories(client);
    const added = await withCollectingIndexes(client, async () => {
      let count = 0;
      let done = 0;
      for (let first = 0; first < products; first += BATCH * lanes.length) {
        const batch = sampleProducts(first, Math.min(first + BATCH * lanes.length, products), seed);
        count += await loadInLanes(lanes, batch, (rows) =>
          onProgress({ done: (done += rows), total: products }),
        );
      }
      await refreshStatistics(client);
      return count;
    });
    return { added, present: products - added };
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // After a failed COPY the connection's state is unknown, so the pool must not use it again.
    for (const lane of lanes) lane.release(failure);
  }
}

async function connectLanes(pool: Pool): Promise<PoolClient[]> {
  const lanes: PoolClient[] = [];
  try {
    for (let lane = 0; lane < Math.min(LANES, pool.options.max); lane += 1) lanes.push(await pool.connect());
    return lanes;
  } catch (error) {
    for (const lane of lanes) lane.release();
    throw error;
  }
}

/** Each lane has departments of its own, since the shop counts a department's products in its one row: no lane waits for another. */
async function loadInLanes(
  lanes: readonly PoolClient[],
  products: Iterable<SampleProduct>,
  report: (rows: number) => void,
): Promise<number> {
  const shares = lanes.map((): SampleProduct[] => []);
  for (const product of products) shares[laneOf.get(product.category)! % lanes.length]!.push(product);
  const loads = await Promise.allSettled(lanes.map((lane, index) => loadBatch(lane, shares[index]!, report)));
  return loads.reduce((sum, load) => {
    if (load.status === 'rejected') throw load.reason;
    return sum + load.value;
  }, 0);
}

const laneOf = new Map(categories.map(({ slug }, index) => [slug, index]));

/** A run that is killed meanwhile leaves the indexes collecting: correct, only slower to search until the next vacuum. */
async function withCollectingIndexes<T>(client: PoolClient, load: () => Promise<T>): Promise<T> {
  const indexes = await eagerSearchIndexes(client);
  await collectRows(client, indexes, 'on');
  const result = await load().catch(async (error: unknown) => {
    await collectRows(client, indexes, 'off').catch(() => undefined);
    throw error;
  });
  await collectRows(client, indexes, 'off');
  return result;
}

async function insertCategories(client: PoolClient): Promise<void> {
  await client.query(
    `INSERT INTO category (slug, name)
     SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (slug) DO NOTHING`,
    [categories.map(({ slug }) => slug), categories.map(({ name }) => name)],
  );
}

/** Returns how many of the products were new. */
async function loadBatch(
  client: PoolClient,
  products: Iterable<SampleProduct>,
  report: (rows: number) => void,
): Promise<number> {
  await client.query('BEGIN');
  try {
    await client.query(
      `SET LOCAL statement_timeout = 0; SET LOCAL gin_pending_list_limit = '${PENDING_LIST}'`,
    );
    await client.query(
      `CREATE TEMP TABLE arriving (
         id uuid, sku text, name text, description text, category_slug text, price_amount integer,
         attributes jsonb, popularity integer, created_at timestamptz, on_hand integer
       ) ON COMMIT DROP`,
    );
    await pipeline(
      Readable.from(copyText(products, report)),
      client.query(copyFrom('COPY arriving FROM STDIN')),
    );
    const inserted = await client.query(
      `WITH added AS (
         INSERT INTO product (id, sku, name, description, category_slug, price_amount, attributes, popularity, created_at)
         SELECT id, sku, name, description, category_slug, price_amount, attributes, popularity, created_at FROM arriving
         ON CONFLICT (sku) DO NOTHING
         RETURNING id
       )
       INSERT INTO stock (product_id, on_hand) SELECT id, on_hand FROM arriving JOIN added USING (id)`,
    );
    await client.query('COMMIT');
    return inserted.rowCount ?? 0;
  } catch (error) {
    // Where the connection is gone, the transaction is too; what is thrown is the reason.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** The rows in COPY's text format, in chunks that are worth a write each. */
function* copyText(products: Iterable<SampleProduct>, report: (rows: number) => void): Generator<string> {
  let chunk = '';
  let rows = 0;
  for (const product of products) {
    chunk += copyRow(product);
    rows += 1;
    if (rows < ROWS_PER_CHUNK) continue;
    yield chunk;
    report(rows);
    chunk = '';
    rows = 0;
  }
  yield chunk;
  report(rows);
}

function copyRow(product: SampleProduct): string {
  const fields = [
    product.id,
    product.sku,
    escape(product.name),
    escape(product.description),
    product.category,
    product.price,
    escape(JSON.stringify(product.attributes)),
    product.popularity,
    product.createdAt.toISOString(),
    product.stock,
  ];
  return `${fields.join('\t')}\n`;
}

function escape(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!);
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** So that the planner knows the new catalogue from its first query on, and index-only scans need no heap. */
async function refreshStatistics(client: PoolClient): Promise<void> {
  await client.query('SET statement_timeout = 0');
  await client.query('VACUUM (ANALYZE) category, product, stock');
  await client.query('RESET statement_timeout');
}
