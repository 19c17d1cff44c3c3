import pg from 'pg';
import type { ShopOnStage } from '../faults/stage.ts';

const WITHIN_MS = 900;

/** Orders that are not final; undefined while the database can't be asked. Takes a second at most. */
export async function pendingOrders({
  databases,
}: Pick<ShopOnStage, 'databases'>): Promise<number | undefined> {
  const client = new pg.Client({
    connectionString: databases.order,
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM orders WHERE status = 'pending'",
    );
    return rows[0]?.count;
  } catch {
    return undefined;
  } finally {
    // Not waited for: a database that hangs does not say goodbye.
    void client.end().catch(() => undefined);
  }
}
