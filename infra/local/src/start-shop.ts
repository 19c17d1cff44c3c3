import { reloadGateway } from '@twinshop/gateway';
import { ensureDemoCustomer, fillCatalogue } from '@twinshop/setup';
import { scaled, type Topology } from '@twinshop/topologies';
import { buildWhatChanged } from './build/build.ts';
import { serveControl, type ControlServer } from './control/serve-control.ts';
import { makeTemporaryHome, sweepAbandonedHomes } from './home/temporary-home.ts';
import { guard } from './processes/guardian.ts';
import { ensureInstalled } from './provision/ensure-installed.ts';
import { programsOf } from './provision/system-programs.ts';
import type { RunningShop } from './running-shop.ts';
import { Shop } from './shop/shop.ts';
import { Supervisor } from './shop/supervise.ts';
import { topologyNamed } from './shop/topology-named.ts';

export interface StartShopOptions {
  /** By name or as data. */
  topology: string | Topology;
  /** Replicas by process, for those that can have several. */
  scale?: Readonly<Record<string, number>>;
  /** Whether what dies is started again, as `./shop up` does; false by default: it stays dead until `restart`. */
  supervise?: boolean;
  /** Whether it takes orders from other processes, as `./shop up` does (`connectShop`); false by default. */
  control?: boolean;
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
  /** What it is at the moment: it may have become another topology. */
  readonly variant: RunningShop['variant'];
  readonly databases: RunningShop['databases'];
  readonly redisUrl: RunningShop['redisUrl'];
  /** What it consists of at the moment: whatever was started again has another pid. */
  readonly processes: RunningShop['processes'];
  /** Sends a signal that a process or server (`postgres`, `redis`) is to end by, SIGKILL by default; resolves once it has. */
  killProcess(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Stops a process or server if it runs, and starts it again on the same ports and data; resolves once it is ready. */
  restart(name: string): Promise<void>;
  /** Has the gateway read its configuration anew, as whoever brings out another one would. @throws where there is none */
  reloadGateway(): Promise<void>;
  /** Stops everything and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Runs a shop for a test or a benchmark: on a temporary home and free ports, quietly, with a demo customer. It
 * ends with the process that started it, however that ends.
 * @throws Refusal when it can't be built or started
 */
export async function startShop(options: StartShopOptions): Promise<StartedShop> {
  const named = typeof options.topology === 'string' ? topologyNamed(options.topology) : options.topology;
  const topology = scaled(named, options.scale ?? {});
  await sweepAbandonedHomes();
  await ensureInstalled(programsOf(topology), () => undefined);
  if (options.build ?? true) await buildWhatChanged(topology);
  const home = await makeTemporaryHome();
  const discardHome = guard(home);
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
    (part) => shop.wants(part),
  );
  let control: ControlServer | undefined;
  const stop = async (): Promise<void> => {
    await shop.stop();
    await control?.close();
    await discardHome();
  };
  try {
    await shop.claim();
    await shop.startServers();
    await shop.startProcesses();
    const { publicUrl, customer, databases } = shop.record;
    await ensureDemoCustomer(publicUrl, customer);
    if (options.products) await fillCatalogue(databases.catalog, options.products);
    if (options.control) control = await serveControl(shop);
    shop.announce(control?.socket);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...shop.record,
    get variant() {
      return shop.record.variant;
    },
    get databases() {
      return shop.record.databases;
    },
    get redisUrl() {
      return shop.record.redisUrl;
    },
    get processes() {
      return shop.record.processes;
    },
    home,
    stop,
    killProcess: (name, signal = 'SIGKILL') => shop.part(name).kill(signal),
    reloadGateway: () => reloadGateway(shop.home.gateway),
    async restart(name) {
      await shop.part(name).stop();
      await shop.part(name).start();
    },
  };
}
