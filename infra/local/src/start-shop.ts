import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { discardPostgresData } from '@twinshop/postgres';
import { topologies, type Topology } from '@twinshop/topologies';
import { buildWhatChanged } from './build/build.ts';
import { readRunFile, runnerLives } from './home/run-file.ts';
import { shopHome } from './home/shop-home.ts';
import { Refusal } from './refusal.ts';
import type { RunningShop } from './running-shop.ts';
import { fillCatalogue } from './shop/catalogue.ts';
import { ensureDemoCustomer } from './shop/demo-customer.ts';
import { clearLeftOver } from './shop/left-over.ts';
import { Shop } from './shop/shop.ts';

const TEMPORARY = 'twinshop-home-';

export interface StartShopOptions {
  /** By name or as data; `monolith` by default. */
  topology?: string | Topology;
  /** Products of the generated catalogue to begin with, 0 by default. */
  products?: number;
  /** Whether sources that changed are built first, true by default. */
  build?: boolean;
  /** Whether the database waits for the disk at each commit, as `./shop up` does; false by default. */
  durable?: boolean;
  /** Of the shop's processes, `warn` by default. */
  logLevel?: string;
}

export interface StartedShop extends RunningShop {
  /** Where its data, logs and keys are, until it stops. */
  home: string;
  /** Sends a signal and expects the process to end by it; it stays down until `restart`. */
  killProcess(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Stops a process if it runs, and starts it again on the same ports; resolves once it is ready. */
  restart(name: string): Promise<void>;
  /** Stops everything and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Runs a shop for a test or a benchmark: on a temporary home and free ports, quietly, with a demo customer. A process
 * that dies stays dead. What earlier runs left that were killed is cleared away first.
 * @throws Refusal when it can't be built or started
 */
export async function startShop(options: StartShopOptions = {}): Promise<StartedShop> {
  const topology = named(options.topology ?? 'monolith');
  await sweepAbandonedHomes();
  if (options.build ?? true) await buildWhatChanged(topology);
  const home = await mkdtemp(path.join(tmpdir(), TEMPORARY));
  // PostgreSQL may run as another user, who must get through.
  await chmod(home, 0o711);
  const shop = new Shop({
    topology,
    home,
    durable: options.durable ?? false,
    logLevel: options.logLevel ?? 'warn',
  });
  const stop = async (): Promise<void> => {
    await shop.stop();
    await discardHome(home);
  };
  try {
    await shop.claim();
    await shop.startDatabases();
    await shop.startProcesses();
    const { publicUrl, customer, databaseUrl } = shop.record;
    await ensureDemoCustomer(publicUrl, customer);
    if (options.products) await fillCatalogue(databaseUrl, options.products);
    shop.announce();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...shop.record,
    home,
    stop,
    killProcess: (name, signal = 'SIGKILL') => shop.process(name).kill(signal),
    async restart(name) {
      await shop.process(name).stop();
      await shop.process(name).start();
    },
  };
}

function named(topology: string | Topology): Topology {
  if (typeof topology !== 'string') return topology;
  const found = topologies[topology];
  if (!found)
    throw new Refusal(
      `There is no topology "${topology}". There are: ${Object.keys(topologies).join(', ')}.`,
    );
  return found;
}

/** A test run that was killed leaves its shop behind: its successor finds it by its folder. */
async function sweepAbandonedHomes(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(TEMPORARY)) continue;
    const home = path.join(tmpdir(), name);
    const record = readRunFile(shopHome(home).runFile);
    if (!record || runnerLives(record)) continue;
    await clearLeftOver(shopHome(home));
    await discardHome(home);
  }
}

async function discardHome(home: string): Promise<void> {
  await discardPostgresData(shopHome(home).postgresData);
  await rm(home, { recursive: true, force: true });
}
