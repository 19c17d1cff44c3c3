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
    await ensureRole(client, owner, password);
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    const database = escapeIdentifier(name);
    if (!existing.rowCount) await client.query(`CREATE DATABASE ${database} OWNER ${role}`);
    // Also of one that exists: whoever made it may have been killed before closing it.
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  });
  return urlOf(adminUrl, name, owner, password);
}

/**
 * Ensures a schema in a database, and the role of the same name that owns it and nothing else there. PostgreSQL looks for
 * tables in the schema that is called like the role (`search_path`), so that no statement has to name it. Where a database
 * already has its tables in `public`, they stay there.
 * @returns the URL to connect with, as the owner
 */
export async function createSchema(
  adminUrl: string,
  database: string,
  name: string,
  password: string = randomBytes(18).toString('base64url'),
): Promise<string> {
  const there = new URL(adminUrl);
  there.pathname = `/${encodeURIComponent(database)}`;
  await asAdmin(there.href, async (client) => {
    const role = escapeIdentifier(name);
    await ensureRole(client, name, password);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${escapeIdentifier(database)} TO ${role}`);
    const { rows } = await client.query<{ inPublic: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner = $1::regrole) AS "inPublic"`,
      [name],
    );
    if (rows[0]?.inPublic !== true)
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role}`);
  });
  return urlOf(adminUrl, database, name, password);
}

/**
 * Has every session of a database that begins from now on look for tables that are named without a schema in these, too,
 * after the schema of its own role and `public`. They need not be there yet: tables can move into them later, and sessions
 * that are open find them.
 */
export async function alsoLookInto(
  adminUrl: string,
  database: string,
  schemas: readonly string[],
): Promise<void> {
  const path = ['"$user"', 'public', ...schemas.map((schema) => escapeIdentifier(schema))].join(', ');
  await asAdmin(adminUrl, async (client) => {
    await client.query(`ALTER DATABASE ${escapeIdentifier(database)} SET search_path = ${path}`);
  });
}

async function ensureRole(client: pg.Client, name: string, password: string): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  await client.query(
    `${known.rowCount ? 'ALTER' : 'CREATE'} ROLE ${escapeIdentifier(name)} LOGIN PASSWORD ${escapeLiteral(password)}`,
  );
}

function urlOf(adminUrl: string, database: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = encodeURIComponent(role);
  url.password = password;
  url.pathname = `/${encodeURIComponent(database)}`;
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
