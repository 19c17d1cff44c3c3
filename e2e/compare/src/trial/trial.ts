import { runLoad, type LoadPlan, type LoadResult, type RunLoadOptions } from '@twinshop/load';
import type { MachineControl } from '../meters/machine-control.ts';
import { readMeters, takenBetween, type Taken } from '../meters/meters.ts';
import type { Contestant } from './contestant.ts';
import { refusal } from './gate.ts';
import { RunLedger, type OrdersOfRun } from './orders-of-run.ts';

/** What is played to a shop: a plan of load of which only the shop is missing. */
export type Play = Omit<LoadPlan, 'url' | 'market'>;

export interface TrialPlan extends Play {
  /** Another load that is on the shop at the same time, and is not measured. */
  beside?: Play;
  /** Done to the shop before anything is measured. */
  beforehand?: (contestant: Contestant) => Promise<void>;
  /** Done to the shop while the load is on it. */
  meanwhile?: (contestant: Contestant) => Promise<void>;
  /** Puts the shop in order again, once all is measured. */
  afterwards?: (contestant: Contestant) => Promise<void>;
  /** Whether answers may be bad: where that is what is measured. */
  mayFail?: boolean;
  /** How long its orders have for their end, in milliseconds; a minute unless told. */
  finalWithinMs?: number;
}

export interface Trial {
  load: LoadResult;
  /** Those of a load beside included. */
  orders: OrdersOfRun;
  /** By the shop, from before its first request until its last order was final. */
  used: Taken;
}

export interface Instruments {
  /** The other arm, which is up and has nothing to do meanwhile: what it takes is no noise. */
  bystander: Contestant;
  control: MachineControl;
  /** How the load is kept apart from the shop. */
  generator: RunLoadOptions;
}

const FINAL_WITHIN_MS = 60_000;

/** One run of one shop: measured, or refused with the reason. */
export async function runTrial(
  contestant: Contestant,
  {
    beside,
    beforehand,
    meanwhile,
    afterwards,
    mayFail = false,
    finalWithinMs = FINAL_WITHIN_MS,
    ...play
  }: TrialPlan,
  { bystander, control, generator }: Instruments,
): Promise<Trial | { refused: string }> {
  const { shop } = contestant;
  const market = await contestant.market();
  await beforehand?.(contestant);
  const send = (what: Play): Promise<LoadResult> =>
    runLoad({ ...what, url: shop.publicUrl, market }, generator);
  const ledger = await RunLedger.open(contestant);
  try {
    const stretch = await control.begin();
    const own = process.cpuUsage();
    const idleBefore = readMeters(bystander.shop);
    const before = readMeters(shop);
    const [load, other] = await Promise.all([send(play), beside && send(beside), meanwhile?.(contestant)]);
    const orders = await ledger.settled(finalWithinMs);
    const used = takenBetween(before, readMeters(shop));
    const idle = takenBetween(idleBefore, readMeters(bystander.shop));
    const { user, system } = process.cpuUsage(own);
    const loads = other === undefined ? ([load] as const) : ([load, other] as const);
    const ofLoad = loads.reduce((sum, { generator }) => sum + generator.cpuMsInAll, 0);
    const { because } = await stretch.end(cpuOf(used) + cpuOf(idle) + ofLoad + (user + system) / 1_000);
    const noise = because.length === 0 ? undefined : `The machine was noisy: ${because.join('; ')}.`;
    const refused = refusal({ loads, orders, noise, mayFail });
    return refused === undefined ? { load, orders, used } : { refused };
  } finally {
    await afterwards?.(contestant);
    await ledger.close();
  }
}

const cpuOf = ({ cpuMs, providerCpuMs = 0 }: Taken): number =>
  Object.values(cpuMs).reduce((sum, one) => sum + one, providerCpuMs);
