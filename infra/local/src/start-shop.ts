import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { discardPostgresData } from '@twinshop/postgres';
import { scaled, topologies, type Topology } from '@twinshop/topologies';
import { buildWhatChanged } from './build/build.ts';
import { readRunFile, runnerLives } from './home/run-file.ts';
import { shopHome } from './home/shop-home.ts';
import { ensureInstalled } from './provision/ensure-installed.ts';
import { programsOf } from './provision/system-programs.ts';
import { Refusal } from './refusal.ts';
import type { RunningShop } from './running-shop.ts';
import { fillCatalogue } from './shop/catalogue.ts';
import { ensureDemoCustomer } from './shop/demo-customer.ts';
import { clearLeftOver } from './shop/left-over.ts';
import { Shop } from './shop/shop.ts';
import { Supervisor } from './shop/supervise.ts';

const TEMPORARY = 'twinshop-home-';

export interface StartShopOptions {
  /** By name or as data. */
  topology: string | Topology;
  /** Replicas by process, for those that can have several. */
  scale?: Readonly<Record<string, number>>;
  /** Whether what dies is started again, as `./shop up` does; false by default: it stays dead until `restart`. */
  supervise?: boolean;
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
  /** Sends a signal that a process or server (`postgres`, `redis`) is to end by, SIGKILL by default; resolves once it has. */
  killProcess(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Stops a process or server if it runs, and starts it again on the same ports and data; resolves once it is ready. */
  restart(name: string): Promise<void>;
  /** Stops everything and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Runs a shop for a test or a benchmark: on a temporary home and free ports, quietly, with a demo customer. What
 * earlier runs left that were killed is cleared away first.
 * @throws Refusal when it can't be built or started
 */
export async function startShop(options: StartShopOptions): Promise<StartedShop> {
  const topology = scaled(named(options.topology), options.scale ?? {});
  await sweepAbandonedHomes();
  await ensureInstalled(programsOf(topology), () => undefined);
  if (options.build ?? true) await buildWhatChanged(topology);
  const home = await mkdtemp(path.join(tmpdir(), TEMPORARY));
  // PostgreSQL may run as another user, who must get through.
  await chmod(home, 0o711);
  const shop = new Shop({
    topology,
    home,
    durable: options.durable ?? false,
    logLevel: options.logLevel ?? 'warn',
    onDeath: (part, reason) => {
      if (options.supervise) void supervisor.onDeath(part, reason);
    },
  });
  const supervisor = new Supervisor(
    () => undefined,
    () => shop.isStopping,
  );
  const stop = async (): Promise<void> => {
    await shop.stop();
    await discardHome(home);
  };
  try {
    await shop.claim();
    await shop.startServers();
    await shop.startProcesses();
    const { publicUrl, customer, databases } = shop.record;
    await ensureDemoCustomer(publicUrl, customer);
    if (options.products) await fillCatalogue(databases.catalog, options.products);
    shop.announce();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...shop.record,
    home,
    stop,
    killProcess: (name, signal = 'SIGKILL') => shop.part(name).kill(signal),
    async restart(name) {
      await shop.part(name).stop();
      await shop.part(name).start();
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
