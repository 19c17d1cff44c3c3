import { randomBytes } from 'node:crypto';
import pg from 'pg';

const { escapeIdentifier, escapeLiteral } = pg;

/**
 * Ensures a database and the role of its own that owns it (named like the database unless told otherwise), gives the
 * role a password (a new one unless told) and closes the database to every other role.
 * @returns the URL to connect with, as the owner
 */
export async function createDatabase(
  adminUrl: string,
  name: string,
  owner: string = name,
  password: string = randomBytes(18).toString('base64url'),
): Promise<string> {
  await asAdmin(adminUrl, async (client) => {
    const role = escapeIdentifier(owner);
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner]);
    await client.query(
      `${known.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${escapeLiteral(password)}`,
    );
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    const database = escapeIdentifier(name);
    if (!existing.rowCount) await client.query(`CREATE DATABASE ${database} OWNER ${role}`);
    // Also of one that exists: whoever made it may have been killed before closing it.
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  });
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(owner);
  url.password = password;
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** Closes the databases that PostgreSQL comes with to every role but the superuser. */
export const closeSharedDatabases = (adminUrl: string): Promise<void> =>
  asAdmin(adminUrl, async (client) => {
    for (const name of ['postgres', 'template1'])
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
  });

/** Removes a database and the role that owns it, closing connections that are left. */
export async function dropDatabase(adminUrl: string, name: string, owner: string = name): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${escapeIdentifier(owner)}`);
  });
}

async function asAdmin(adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
