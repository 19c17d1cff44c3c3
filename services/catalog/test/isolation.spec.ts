import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import pg from 'pg';

const SERVICES = ['catalog', 'order', 'payment'] as const;
type Service = (typeof SERVICES)[number];

const PAIRS = SERVICES.flatMap((one) =>
  SERVICES.filter((other) => other !== one).map((other) => [one, other] as const),
);

const INSUFFICIENT_PRIVILEGE = '42501';

/** Databases are made here by the very function that the runner makes the services' with. */
describe('the database of a service', () => {
  let databases: Record<Service, TestDatabase>;

  beforeAll(async () => {
    databases = Object.fromEntries(
      await Promise.all(SERVICES.map(async (service) => [service, await testDatabase()])),
    );
    for (const { pool } of Object.values(databases)) {
      await pool.query('CREATE TABLE secret AS SELECT 1 AS one');
    }
  });
  afterAll(() => Promise.all(Object.values(databases).map((database) => database.drop())));

  const nameOf = (service: Service): string => new URL(databases[service].url).pathname.slice(1);
  const roleOf = (service: Service): string => new URL(databases[service].url).username;
  const refused = (service: Service, statement: string, code = INSUFFICIENT_PRIVILEGE) =>
    expect(databases[service].pool.query(statement)).rejects.toMatchObject({ code });

  const connect = async (url: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  it.each(SERVICES)('is open to its own role (%s)', async (service) => {
    await connect(databases[service].url);
  });

  it.each(PAIRS)('lets %s not connect to that of %s', async (service, other) => {
    const url = new URL(databases[service].url);
    url.pathname = `/${nameOf(other)}`;
    await expect(connect(url.href)).rejects.toMatchObject({
      code: INSUFFICIENT_PRIVILEGE,
      message: expect.stringContaining('permission denied for database'),
    });
  });

  it.each(['postgres', 'template1'])(
    'is the only one that its role can connect to: %s is closed',
    async (shared) => {
      const url = new URL(databases.order.url);
      url.pathname = `/${shared}`;
      await expect(connect(url.href)).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
    },
  );

  it.each(PAIRS)('lets %s not take the role of %s', async (service, other) => {
    await refused(service, `SET ROLE "${roleOf(other)}"`);
    await refused(service, `SET SESSION AUTHORIZATION "${roleOf(other)}"`);
    await refused(service, `ALTER ROLE "${roleOf(other)}" PASSWORD 'mine now'`);
  });

  it.each(SERVICES)('has an owner who is nobody elsewhere (%s)', async (service) => {
    const { rows } = await databases[service].pool.query(
      `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS mighty,
              EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid) AS member
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(rows).toEqual([{ mighty: false, member: false }]);
  });

  it.each(SERVICES)('gives its owner no way to make roles or databases (%s)', async (service) => {
    await refused(service, 'CREATE ROLE helper LOGIN');
    await refused(service, 'CREATE DATABASE elsewhere');
    await refused(service, `ALTER ROLE "${roleOf(service)}" SUPERUSER`);
    await refused(service, `ALTER ROLE "${roleOf(service)}" CREATEDB`);
  });

  it.each(SERVICES)('has no door to other databases, and its owner can make none (%s)', async (service) => {
    for (const extension of ['dblink', 'postgres_fdw', 'file_fdw']) {
      // Not trusted: only a superuser may install them. 0A000 and 58P01: not even there.
      await expect(databases[service].pool.query(`CREATE EXTENSION ${extension}`)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|0A000|58P01)$/),
      });
    }
    await refused(service, `CREATE FOREIGN DATA WRAPPER door`);
    const { rows } = await databases[service].pool.query(
      `SELECT srvname AS door FROM pg_foreign_server UNION ALL SELECT fdwname FROM pg_foreign_data_wrapper`,
    );
    expect(rows).toEqual([]);
  });

  it.each(SERVICES)('shows its owner nothing of the server’s files and programs (%s)', async (service) => {
    await refused(service, `COPY secret FROM PROGRAM 'id'`);
    await refused(service, `COPY secret TO '/tmp/secret'`);
    await refused(service, `SELECT pg_read_file('PG_VERSION')`);
  });

  it('would be open to every role, had it not been closed', async () => {
    const { pool } = databases.order;
    await pool.query(`GRANT CONNECT ON DATABASE "${nameOf('order')}" TO PUBLIC`);
    const url = new URL(databases.catalog.url);
    url.pathname = `/${nameOf('order')}`;
    await connect(url.href);
    await pool.query(`REVOKE CONNECT ON DATABASE "${nameOf('order')}" FROM PUBLIC`);
  });
});
