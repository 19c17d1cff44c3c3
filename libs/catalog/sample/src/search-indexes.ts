import type { PoolClient } from 'pg';

/**
 * The full-text indexes of `product` that take every row in at once, which is what a shop wants: its searches never
 * wade through a list of rows still to be indexed. For a load it is the wrong way: 54 s for 50,000 rows, against 12 s with the list.
 */
export async function eagerSearchIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT index.oid::regclass::text AS name
     FROM pg_index JOIN pg_class index ON index.oid = indexrelid JOIN pg_am ON pg_am.oid = index.relam
     WHERE indrelid = 'product'::regclass AND amname = 'gin' AND 'fastupdate=off' = ANY (index.reloptions)`,
  );
  return rows.map(({ name }) => name);
}

/** Has the indexes collect rows (`on`) or take them in at once (`off`). Locks them for a moment only. */
export async function collectRows(
  client: PoolClient,
  indexes: readonly string[],
  mode: 'on' | 'off',
): Promise<void> {
  for (const index of indexes) await client.query(`ALTER INDEX ${index} SET (fastupdate = ${mode})`);
}
