import pg from 'pg';

const WITHIN_MS = 60_000;

/**
 * Tells PostgreSQL what the tables hold that were just filled. It would find out by itself within a minute or two, and from
 * then on choose other plans: in the midst of a measurement, and in one shop before the other.
 */
export async function analyze({ databases }: { databases: Readonly<Record<string, string>> }): Promise<void> {
  for (const connectionString of new Set(Object.values(databases))) {
    const client = new pg.Client({ connectionString, query_timeout: WITHIN_MS });
    await client.connect();
    try {
      await client.query('VACUUM (ANALYZE)');
    } finally {
      await client.end();
    }
  }
}
