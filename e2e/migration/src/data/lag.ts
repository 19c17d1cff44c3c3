import pg from 'pg';

/** What the names of all slots and publications of moves begin with. */
export const MOVES = 'move_';

/** Of a slot, in SQL: bytes of the cluster's log that were written and not yet applied, or at least not yet looked through. */
export const LAG =
  'greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(replay_lsn, confirmed_flush_lsn)), 0)::float8';
export const SLOTS = 'FROM pg_replication_slots LEFT JOIN pg_stat_replication ON pid = active_pid';

/**
 * How far the copy is behind that is furthest behind, of all moves in a cluster.
 * @param adminUrl how the superuser connects
 * @returns bytes; undefined where nothing is copied
 * @throws Error where PostgreSQL does not answer in time
 */
export async function lagOfCopies(adminUrl: string, withinMs: number): Promise<number | undefined> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ lag: number | null }>(
      `SELECT max(${LAG}) AS lag ${SLOTS} WHERE starts_with(slot_name, $1)`,
      [MOVES],
    );
    return rows[0]?.lag ?? undefined;
  } finally {
    await client.end();
  }
}
