import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { discardPostgresData } from '@twinshop/postgres';
import { endRun } from '../shop/left-over.ts';
import { readRunFile, runnerLives } from './run-file.ts';
import { shopHome } from './shop-home.ts';

const PREFIX = 'twinshop-home-';

/** For one shop that is thrown away afterwards. */
export async function makeTemporaryHome(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), PREFIX));
  // PostgreSQL may run as another user, who must get through.
  await chmod(home, 0o711);
  return home;
}

/** Ends what still runs on a home whose runner is gone, and deletes it. */
export async function discardTemporaryHome(home: string): Promise<void> {
  await endRun(shopHome(home));
  await discardPostgresData(shopHome(home).postgresData);
  await rm(home, { recursive: true, force: true });
}

/** Homes whose runner and guardian were both killed. */
export async function sweepAbandonedHomes(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const home = path.join(tmpdir(), name);
    const record = readRunFile(shopHome(home).runFile);
    if (record && !runnerLives(record)) await discardTemporaryHome(home);
  }
}
