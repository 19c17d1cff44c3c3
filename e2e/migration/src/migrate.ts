import { setTimeout as delay } from 'node:timers/promises';
import { check, type CheckReport } from '@twinshop/invariants';
import { ShopDoor } from '@twinshop/load';
import type { RunningShop, ShopControl } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import { actionsOf, undoing } from './engine/actions-of.ts';
import { leftoversOf } from './engine/leftovers.ts';
import { Migration } from './engine/migration.ts';
import { LiveView } from './live/live-view.ts';
import type { Experience, MigrationRecord, Rest } from './record/migration-record.ts';
import { stepsTaken } from './record/steps-taken.ts';
import type { MigrationState, StateFile } from './state/migration-state.ts';
import { Chronicle } from './watch/chronicle.ts';
import { Customers } from './watch/customers/customers.ts';
import { Meters } from './watch/meters.ts';
import { SecondBySecond } from './watch/second-by-second.ts';
import { untilSteady } from './watch/steady.ts';

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
  /** Seconds for which customers have the shop to themselves, before and afterwards; where they are played. */
  rest: number;
  shadowReads: number;
  seed: number;
  /** Aborted when it is to stop after what is under way; the record is of what was done until then. */
  stopping?: AbortSignal;
  /** Aborted when somebody else may be migrating this shop. */
  claimLost?: AbortSignal | undefined;
  /** Whether what is kept for going back is taken away in the end. */
  finish?: boolean;
}

const ways = { actionsOf, undoing, leftoversOf };
const DRAINED_WITHIN_MS = 60_000;
const NOBODY: Experience = { requests: 0, failed: 0 };

/** Takes a shop to a step, tells what happens, and holds it against everything that must be true of it. */
export async function migrate(options: MigrateOptions): Promise<MigrationRecord> {
  const { control, file, begun, at, to, load, observe, rest, shadowReads, seed } = options;
  const startedAt = new Date().toISOString();
  const view = new LiveView((line) => console.log(line));
  const chronicle = new Chronicle(at, (line) => view.happens(chronicle.nowMs, line));
  const shop = await control.shop();
  // A compiler takes whole processors: customers of a shop on the same machine would notice.
  for (const step of steps.slice(Math.min(at, to), Math.max(at, to) + 1)) {
    chronicle.progress(`the programs of ${step.name} are built, where they have changed`);
    await control.build(step.name);
  }
  const customers =
    load === undefined
      ? undefined
      : await Customers.of(shop, { perSecond: load, seed, startedAt: chronicle.startedAt });
  const seen = (fromMs: number, toMs: number): Experience => customers?.seen(fromMs, toMs) ?? NOBODY;
  const meters = new Meters(control);
  const bySecond = new SecondBySecond({
    customers,
    meters,
    nowMs: () => chronicle.nowMs,
    tell: (second) => view.second(second, String(chronicle.step)),
  });
  const rests: Rest[] = [];
  const leaveAlone = async (step: number): Promise<void> => {
    if (customers === undefined || rest === 0) return;
    chronicle.rests(`the shop is left alone at step ${step} for ${rest} s, to compare with`);
    const fromMs = chronicle.nowMs;
    await delay(rest * 1_000);
    const toMs = chronicle.nowMs;
    rests.push({ step, fromMs, toMs, seen: seen(fromMs, toMs) });
  };
  const migration = new Migration(file, { ...(begun ?? fresh(at, to, startedAt)), to }, ways, shop);
  bySecond.begin();
  let failure: string | undefined;
  try {
    const scene = {
      home: options.home,
      control,
      adminUrl: await control.adminUrl(),
      spectator: chronicle,
      shadowReads,
      stopping: options.stopping ?? new AbortController().signal,
      claimLost: options.claimLost,
      tokens: async () => [await tokenOf(shop)],
      steady: () => {
        const fromMs = chronicle.nowMs;
        return untilSteady(control, observe * 1_000, () => {
          customers?.insistOnThem();
          return [seen(fromMs, chronicle.nowMs), bySecond.saidSince(fromMs)];
        });
      },
    };
    if (begun?.underWay === undefined) await leaveAlone(at);
    await migration.run(scene);
    if (options.finish) await migration.cleanUp(scene);
    await leaveAlone(migration.state.at);
  } catch (error) {
    failure = (error as Error).message;
  }
  chronicle.end();
  const untold = (error: Error): undefined => {
    failure = [failure, `What became of the orders is not known: ${error.message}`].filter(Boolean).join(' ');
  };
  const report = await (customers && verdict(control, customers).catch(untold));
  await bySecond.end();
  await meters.close();
  return {
    format: 1,
    startedAt,
    endedAt: new Date().toISOString(),
    from: at,
    to,
    at: migration.state.at,
    command: `./shop migrate ${process.argv.slice(2).join(' ')}`,
    rests,
    steps: stepsTaken(chronicle.stretches).map((step) => ({
      ...step,
      seen: seen(step.fromMs, step.toMs),
    })),
    stretches: chronicle.stretches,
    seconds: bySecond.seconds,
    failures: customers?.failures ?? [],
    sentAgain: customers?.sentAgain ?? 0,
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
