import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { discardPostgresData, startPostgres, type PostgresServer } from '../src/index.ts';

let home: string;
let data: string;
const running: PostgresServer[] = [];

async function start(options: { dataDir?: string; port?: number } = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: data, durable: false, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'twinshop postgres '));
  chmodSync(home, 0o711);
  data = path.join(home, 'data');
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a PostgreSQL server', () => {
  it('speaks UTF-8 and UTC, whatever the machine is set to', async () => {
    const { adminUrl } = await start();
    expect(
      await ask(
        adminUrl,
        `SELECT lower('ÄÉ') AS lower, current_setting('TimeZone') AS zone, version() AS version`,
      ),
    ).toEqual([{ lower: 'äé', zone: 'UTC', version: expect.stringContaining('PostgreSQL 18') }]);
  });

  it('keeps its data over a stop and a start', async () => {
    const first = await start();
    const url = await first.createDatabase('kept');
    await ask(url, 'CREATE TABLE note AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await ask(await second.createDatabase('kept'), 'SELECT answer FROM note')).toEqual([
      { answer: 42 },
    ]);
  });

  it('starts again after it was killed', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(await ask(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes the place of a server that a killed run left over', async () => {
    const orphan = await start();
    const next = await start();
    await orphan.exited;
    expect(next.pid).not.toBe(orphan.pid);
    expect(await ask(next.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is not held up by a lock that names somebody else’s process', async () => {
    await (await start()).stop();
    writeFileSync(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n`);
    const server = await start();
    expect(await ask(server.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('names a taken port', async () => {
    const holder = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    await expect(start({ port })).rejects.toMatchObject({
      code: 'port_taken',
      message: expect.stringContaining(String(port)),
    });
    await new Promise((resolve) => holder.close(resolve));
  });

  it('says what to do with data of another version', async () => {
    await (await start()).stop();
    const version = path.join(data, 'PG_VERSION');
    const ours = readFileSync(version);
    writeFileSync(version, '14\n');
    await expect(start()).rejects.toMatchObject({
      code: 'other_version',
      message: expect.stringContaining('./shop up --fresh'),
    });
    writeFileSync(version, ours);
  });

  it('lets a role into its own database only', async () => {
    const server = await start();
    const mine = await server.createDatabase('mine');
    await server.createDatabase('theirs');
    await expect(ask(mine.replace(/mine$/, 'theirs'), 'SELECT 1')).rejects.toThrow('permission denied');
  });

  it('lets a role into its own schema only, and finds its tables there', async () => {
    const server = await start();
    await server.createDatabase('shared');
    const [mine, theirs] = [
      await server.createSchema('shared', 'mine'),
      await server.createSchema('shared', 'theirs'),
    ];
    await ask(mine, 'CREATE TABLE thing (id int)');
    expect(
      await ask(mine, `SELECT 'thing'::regclass::oid::regclass::text AS name, current_schema() AS here`),
    ).toEqual([{ name: 'thing', here: 'mine' }]);
    await expect(ask(theirs, 'SELECT * FROM mine.thing')).rejects.toThrow('permission denied');
  });

  it('leaves tables where they are that were made before there were schemas', async () => {
    const server = await start();
    const before = await server.createDatabase('old');
    await ask(before, 'CREATE TABLE thing (id int)');
    const after = await server.createSchema('old', 'old');
    expect(await ask(after, 'SELECT count(*)::int AS rows, current_schema() AS here FROM thing')).toEqual([
      { rows: 0, here: 'public' },
    ]);
  });

  it('has open sessions find a table that moves into a schema that was announced', async () => {
    const server = await start();
    const url = await server.createDatabase('moving');
    await server.alsoLookInto('moving', ['later']);
    const admin = new URL(server.adminUrl);
    admin.pathname = '/moving';
    const session = new pg.Client(url);
    await session.connect();
    await session.query('CREATE TABLE note AS SELECT 42 AS answer');
    const answer = () => session.query({ name: 'prepared', text: 'SELECT answer FROM note' });
    await answer();
    await ask(admin.href, 'CREATE SCHEMA later AUTHORIZATION moving');
    await ask(admin.href, 'ALTER TABLE note SET SCHEMA later');
    expect((await answer()).rows).toEqual([{ answer: 42 }]);
    await session.end();
  });

  it('forgets everything when its data is discarded', async () => {
    await (await start()).stop();
    await discardPostgresData(data);
    expect(existsSync(data)).toBe(false);
  });
});

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('as root, in a folder that only root can enter', () => {
  it('keeps the data where the server can reach it', async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'closed-'));
    const dataDir = path.join(closed, 'postgres', 'data');
    const server = await start({ dataDir });
    const [row] = await ask(server.adminUrl, 'SHOW data_directory');
    expect(row).toEqual({ data_directory: expect.stringMatching(/^\/var\/tmp\/twinshop-/) });
    await server.stop();
    await discardPostgresData(dataDir);
    rmSync(path.dirname(row!['data_directory'] as string), { recursive: true });
    rmSync(closed, { recursive: true });
  });

  it('does not trust a folder that somebody else made', async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'closed-'));
    const dataDir = path.join(closed, 'postgres', 'data');
    const { createHash } = await import('node:crypto');
    const folder = `/var/tmp/twinshop-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
    symlinkSync(closed, folder);
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'unsafe_folder' });
    rmSync(folder);
    rmSync(closed, { recursive: true });
  });
});
