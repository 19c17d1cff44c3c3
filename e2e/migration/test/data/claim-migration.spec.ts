import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, type PostgresServer } from '@twinshop/postgres';
import { eventually } from '@twinshop/testing';
import pg from 'pg';
import { claimMigration } from '../../src/state/claim-migration.ts';

describe('whoever migrates a shop', () => {
  let home: string;
  let server: PostgresServer;

  beforeAll(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'twinshop-claim-'));
    chmodSync(home, 0o711);
    server = await startPostgres({ dataDir: path.join(home, 'data'), durable: false });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('is alone: a second one is told so, until the first has ended', async () => {
    const first = await claimMigration(server.adminUrl);
    await expect(claimMigration(server.adminUrl)).rejects.toThrow('Another ./shop migrate is at work');
    await first.release();
    expect(first.lost.aborted).toBe(false);
    await (await claimMigration(server.adminUrl)).release();
  });

  it('keeps nobody out who comes after their session was lost, and is told of that', async () => {
    const first = await claimMigration(server.adminUrl);
    expect(first.lost.aborted).toBe(false);
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    const killed = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'migrate'`,
    );
    await admin.end();
    expect(killed.rowCount).toBe(1);
    await eventually(() => first.lost.aborted, { describe: 'the first is told' });
    await (await claimMigration(server.adminUrl)).release();
  });
});
