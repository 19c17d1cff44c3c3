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
  /** Of a database whose tables `category`, `product` and `stock` exist. One connection of it is used. */
  pool: Pool;
  /** How many products the catalogue is to have: those with index 0 to `products` - 1. */
  products: number;
  seed?: number;
  /** Called after each part of a batch and at the end. */
  onProgress?: (progress: SeedProgress) => void;
}

export interface SeedResult {
  added: number;
  /** Left as they are, because a product with their SKU was there. */
  present: number;
}

const BATCH = 50_000;
/** Room for the search entries of a whole batch, which are then sorted in at once. */
const PENDING_LIST = '64MB';
const ROWS_PER_CHUNK = 500;

/**
 * Loads the generated catalogue with COPY, each batch of 50,000 in one transaction: what is interrupted is continued by
 * seeding again, and seeding twice adds nothing.
 * @throws what PostgreSQL throws; the batches before stay
 */
export async function seedCatalogue(options: SeedOptions): Promise<SeedResult> {
  const { pool, products, seed = DEFAULT_SEED, onProgress = () => undefined } = options;
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await insertCategories(client);
    const added = await withCollectingIndexes(client, async () => {
      let count = 0;
      for (let first = 0; first < products; first += BATCH) {
        const next = Math.min(first + BATCH, products);
        const report = (done: number) => onProgress({ done: first + done, total: products });
        count += await loadBatch(client, sampleProducts(first, next, seed), report);
      }
      await refreshStatistics(client);
      return count;
    });
    onProgress({ done: products, total: products });
    return { added, present: products - added };
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // After a failed COPY the connection's state is unknown, so the pool must not use it again.
    client.release(failure);
  }
}

/** A run that is killed meanwhile leaves the indexes collecting: correct, only slower to search until the next vacuum. */
async function withCollectingIndexes<T>(client: PoolClient, load: () => Promise<T>): Promise<T> {
  const indexes = await eagerSearchIndexes(client);
  await collectRows(client, indexes, 'on');
  try {
    return await load();
  } finally {
    await client.query('ROLLBACK');
    await collectRows(client, indexes, 'off');
  }
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
  report: (done: number) => void,
): Promise<number> {
  await client.query('BEGIN');
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query(`SET LOCAL gin_pending_list_limit = '${PENDING_LIST}'`);
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
}

/** The rows in COPY's text format, in chunks that are worth a write each. */
function* copyText(products: Iterable<SampleProduct>, report: (done: number) => void): Generator<string> {
  let chunk = '';
  let rows = 0;
  for (const product of products) {
    chunk += copyRow(product);
    rows += 1;
    if (rows % ROWS_PER_CHUNK === 0) {
      yield chunk;
      chunk = '';
      report(rows);
    }
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
