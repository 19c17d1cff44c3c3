import { withProxies, type FaultProxy, type Place } from '@twinshop/fault-proxy';
import { startShop, type StartedShop } from '@twinshop/local';
import { mutated, withFailpoints, type Mutation } from '@twinshop/mutations';
import type { Scenario } from '../drill.ts';
import { fillLog } from '../faults/full-log.ts';
import { placesOf, switchedBy } from '../faults/inject.ts';
import type { Stage } from '../faults/stage.ts';
import type { Variant } from '../record/drill-record.ts';
import { ofReplica, processOf } from '../replica.ts';
import { localShopOnStage } from './local-shop-on-stage.ts';
import { topologyOf } from './topology-of.ts';

const PRODUCTS = 300;
/** The gateway leaves alone for two seconds whom it has found failing. */
const KNOWN_AFTER_MS = 3_000;

export interface StageWishes {
  variant: Variant;
  scenario: Pick<Scenario, 'faults' | 'scale' | 'supervised' | 'logLevel'>;
  /** Guards that are switched off. */
  without: readonly Mutation[];
}

/** Starts a shop with all that is needed to break it as the scenario wants; `clear` stops everything. */
export type SetStage = (wishes: StageWishes) => Promise<{ stage: Stage; clear: () => Promise<void> }>;

/** Of processes on this machine. */
export const setStage: SetStage = async ({ variant, scenario, without }) => {
  const { faults, scale = {}, supervised = true, logLevel = 'warn' } = scenario;
  const plain = topologyOf(variant, scale);
  const { topology: switched, controlOf } = withFailpoints(mutated(plain, without), switchedBy(faults));
  const { topology, proxies, ready, close } = await withProxies(switched, placesOf(faults));
  let shop: StartedShop | undefined;
  const clear = async (): Promise<void> => {
    try {
      await shop?.stop();
    } finally {
      await close();
    }
  };
  try {
    const started = await startShop({
      topology,
      supervise: supervised,
      durable: true,
      products: PRODUCTS,
      logLevel,
    });
    shop = started;
    await ready();
    const stage: Stage = {
      shop: localShopOnStage(started),
      supervised,
      knownAfterMs: KNOWN_AFTER_MS,
      linksAt: (place, replica) => proxiesAt(place, replica, proxies),
      controlOf,
      fillLog: (process) => fillLog(started, process),
    };
    return { stage, clear };
  } catch (error) {
    await clear();
    throw error;
  }
};

function proxiesAt(
  place: Place,
  replica: number | undefined,
  proxies: ReadonlyMap<string, FaultProxy>,
): FaultProxy[] {
  const name = 'before' in place ? place.before : place.between[0];
  const rest = 'before' in place ? '' : ` to ${place.between[1]}`;
  const isThere = (each: string): boolean => {
    if (!each.endsWith(rest)) return false;
    const replicas = each.slice(0, each.length - rest.length);
    return replica === undefined ? processOf(replicas) === name : replicas === ofReplica(name, replica);
  };
  const found = [...proxies].filter(([each]) => isThere(each)).map(([, proxy]) => proxy);
  if (found.length === 0) throw new Error(`There is no proxy at ${name}${rest}.`);
  return found;
}
