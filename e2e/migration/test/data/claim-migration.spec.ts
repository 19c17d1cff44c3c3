import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import pg from 'pg';
import { claimMigration } from '../../src/state/claim-migration.ts';
import { Cluster } from './cluster.ts';

describe('whoever migrates a shop', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
  }, 60_000);
  afterAll(() => cluster?.stop());

  it('is alone: a second one is told so, until the first has ended', async () => {
    const first = await claimMigration(cluster.adminUrl);
    await expect(claimMigration(cluster.adminUrl)).rejects.toThrow('Another ./shop migrate is at work');
    await first.release();
    expect(first.lost.aborted).toBe(false);
    await (await claimMigration(cluster.adminUrl)).release();
  });

  it('keeps nobody out who comes after their session was lost, and is told of that', async () => {
    const first = await claimMigration(cluster.adminUrl);
    expect(first.lost.aborted).toBe(false);
    const admin = new pg.Client({ connectionString: cluster.adminUrl });
    await admin.connect();
    const killed = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'migrate'`,
    );
    await admin.end();
    expect(killed.rowCount).toBe(1);
    await eventually(() => first.lost.aborted, { describe: 'the first is told' });
    await (await claimMigration(cluster.adminUrl)).release();
  });
});
