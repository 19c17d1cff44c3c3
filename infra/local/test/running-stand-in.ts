import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Topology } from '@twinshop/topologies';
import { Shop } from '../src/shop/shop.ts';
import { Supervisor } from '../src/shop/supervise.ts';
import { workspaceFile } from '../src/workspace.ts';

export interface RunningStandIn {
  shop: Shop;
  home: string;
  stop(): Promise<void>;
}

/** A shop of stand-ins that runs in this process, supervised. */
export async function runStandIn(topology: Topology): Promise<RunningStandIn> {
  const home = mkdtempSync(path.join(tmpdir(), 'twinshop stand-in '));
  chmodSync(home, 0o711);
  const shop: Shop = new Shop({
    topology,
    home,
    durable: false,
    logLevel: 'warn',
    storefrontDir: workspaceFile('storefront/public'),
    onDeath: (part, reason) => void supervisor.onDeath(part, reason),
  });
  const supervisor = new Supervisor(
    () => undefined,
    (part) => shop.wants(part),
  );
  await shop.claim();
  await shop.startServers();
  await shop.startProcesses();
  return {
    shop,
    home,
    async stop() {
      await shop.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What is done, in this order, to lead a shop into another topology. */
export async function lead(shop: Shop, topology: Topology): Promise<Record<string, string[]>> {
  await shop.prepareServers(topology);
  const databases = await shop.ensureDatabases(topology);
  const started = await shop.startMissing(topology, databases);
  const replaced = await shop.replaceChanged(topology);
  const stopped = await shop.stopExtra(topology);
  shop.becomes(topology, databases);
  return { started, replaced, stopped };
}
