import { check, type CheckReport } from '@twinshop/invariants';
import { ShopDoor } from '@twinshop/load';
import type { RunningShop, ShopControl } from '@twinshop/local';
import { actionsOf, undoing } from './engine/actions-of.ts';
import { leftoversOf } from './engine/leftovers.ts';
import { Migration } from './engine/migration.ts';
import { LiveView } from './live/live-view.ts';
import type { MigrationRecord, Second } from './record/migration-record.ts';
import type { MigrationState, StateFile } from './state/migration-state.ts';
import { Chronicle } from './watch/chronicle.ts';
import { Customers } from './watch/customers.ts';
import { untilSteady, type Seen } from './watch/steady.ts';

export interface MigrateOptions {
  home: string;
  control: ShopControl;
  file: StateFile;
  begun: MigrationState | undefined;
  at: number;
  to: number;
  /** Requests a second of customers who are played; nobody is unless told. */
  load?: number;
  /** Seconds. */
  observe: number;
  shadowReads: number;
  seed: number;
  finish?: true;
}

const ways = { actionsOf, undoing, leftoversOf };
const DRAINED_WITHIN_MS = 60_000;

/** Takes a shop to a step, tells what happens, and holds it against everything that must be true of it. */
export async function migrate(options: MigrateOptions): Promise<MigrationRecord> {
  const { control, file, begun, at, to, load, observe, shadowReads, seed } = options;
  const startedAt = new Date().toISOString();
  const view = new LiveView((line) => console.log(line));
  const chronicle = new Chronicle((line) => view.happens(chronicle.nowMs, line));
  const shop = await control.shop();
  const customers =
    load === undefined
      ? undefined
      : await Customers.of(shop, { perSecond: load, seed, startedAt: chronicle.startedAt });
  const seconds: Second[] = [];
  const telling = setInterval(() => tellSeconds(), 1_000);
  const tellSeconds = (): void => {
    for (const second of secondsOf(customers, seconds.length, chronicle.nowMs)) {
      seconds.push(second);
      view.second(second, String(chronicle.step));
    }
  };
  const migration = new Migration(file, { ...(begun ?? fresh(at, to, startedAt)), to }, ways);
  let failure: string | undefined;
  try {
    const scene = {
      home: options.home,
      control,
      adminUrl: await control.adminUrl(),
      spectator: chronicle,
      shadowReads,
      tokens: async () => [await tokenOf(shop)],
      steady: () => {
        const fromMs = chronicle.nowMs;
        return untilSteady(control, observe * 1_000, () => seenSince(customers, fromMs, chronicle.nowMs));
      },
    };
    await migration.run(scene, (step) => (chronicle.step = step));
    if (options.finish) await migration.cleanUp(scene);
  } catch (error) {
    failure = (error as Error).message;
  } finally {
    clearInterval(telling);
  }
  const report = customers && (await verdict(control, customers));
  chronicle.end();
  tellSeconds();
  return {
    format: 1,
    startedAt,
    endedAt: new Date().toISOString(),
    from: migration.state.from,
    to,
    at: migration.state.at,
    command: `./shop migrate ${process.argv.slice(2).join(' ')}`,
    stretches: chronicle.stretches,
    seconds,
    pauses: chronicle.pauses,
    shadowReads: chronicle.shadowReads,
    ...(failure !== undefined && { failure }),
    ...(report !== undefined && { check: report }),
  };
}

const fresh = (at: number, to: number, startedAt: string): MigrationState => ({
  format: 1,
  startedAt,
  from: at,
  to,
  at,
  epoch: 0,
});

/** Of the customer that every shop begins with. */
async function tokenOf(shop: RunningShop): Promise<string> {
  const door = new ShopDoor(shop);
  try {
    return await door.signIn(shop.customer);
  } finally {
    await door.close();
  }
}

/** Orders come to their end before they are looked at. */
async function verdict(control: ShopControl, customers: Customers): Promise<CheckReport> {
  const history = await customers.leave();
  return check(await control.shop(), { history, drainWithinMs: DRAINED_WITHIN_MS });
}

/** Whole seconds that nobody has told of, and whose requests have all ended. */
function secondsOf(customers: Customers | undefined, told: number, nowMs: number): Second[] {
  const found: Second[] = [];
  for (let atMs = told * 1_000; atMs + 1_000 <= nowMs; atMs += 1_000) {
    if (customers !== undefined && !customers.tally.isComplete(atMs)) break;
    const kinds = Object.values(customers?.tally.second(atMs) ?? {});
    const sum = (of: 'requests' | 'failed'): number => kinds.reduce((all, kind) => all + kind[of], 0);
    found.push({
      atMs,
      requests: sum('requests'),
      failed: sum('failed'),
      p50: kinds.length === 0 ? undefined : Math.max(...kinds.map(({ p50 }) => p50)),
      p99: kinds.length === 0 ? undefined : Math.max(...kinds.map(({ p99 }) => p99)),
      lagBytes: undefined,
    });
  }
  return found;
}

function seenSince(customers: Customers | undefined, fromMs: number, toMs: number): Seen | undefined {
  if (customers === undefined) return undefined;
  const tallies = [...customers.tally.between(Math.ceil(fromMs / 1_000) * 1_000, toMs).values()];
  return {
    requests: tallies.reduce((sum, { traffic }) => sum + traffic.requests, 0),
    failed: tallies.reduce((sum, { traffic }) => sum + traffic.failed, 0),
  };
}
