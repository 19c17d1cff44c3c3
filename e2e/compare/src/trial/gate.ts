import type { LoadResult } from '@twinshop/load';
import type { OrdersOfRun } from './orders-of-run.ts';

/** Above, the load’s own process would be what is measured. */
const GENERATOR_BUSY_AT_MOST = 0.9;
/**
 * Of the time, that its loop was busy without having a processor. On one of its own the loop is busy for less than the whole
 * process is; with a quarter of one, and need of a sixth, it was for 11% more, and sent a sixth less.
 */
const WAITED_AT_MOST = 0.05;
/** A request that begins much later than it was meant to was held up by whoever sends it. */
const LATE_AT_MOST_MS = 100;

export interface Evidence {
  /** All that was on the shop at the same time; the first is what was measured. */
  loads: readonly [LoadResult, ...LoadResult[]];
  orders: OrdersOfRun;
  /** Why the machine was too noisy; undefined where it was not. */
  noise: string | undefined;
  /** Whether requests may fail: where that is what is measured. */
  mayFail: boolean;
}

/**
 * Whether a run measured the shop: undefined, or why it did not. What it measured is not looked at: a gate that refused
 * what it does not like would make its own result.
 */
export function refusal({ loads, orders, noise, mayFail }: Evidence): string | undefined {
  return (
    loads.map(bottleneck).find((why) => why !== undefined) ??
    unfinished(orders) ??
    miscounted(loads, orders) ??
    bad(loads[0], mayFail) ??
    noise
  );
}

function bottleneck({ generator: { busy, loopBusy, lateP99 } }: LoadResult): string | undefined {
  const share = Math.max(busy, loopBusy);
  if (share > GENERATOR_BUSY_AT_MOST)
    return `The load’s own process was the bottleneck: it was busy for ${percent(share)} of the time.`;
  if (loopBusy - busy > WAITED_AT_MOST)
    return `The load’s own process was the bottleneck: for ${percent(loopBusy - busy)} of the time it waited for a processor.`;
  if (lateP99 > LATE_AT_MOST_MS)
    return `The load came late: one visit in a hundred began ${Math.round(lateP99)} ms after it was meant to.`;
  return undefined;
}

function unfinished({ placed, final }: OrdersOfRun): string | undefined {
  return final === placed
    ? undefined
    : `${placed - final} of ${placed} orders did not come to their end in time.`;
}

/** Those whose answers were lost may be there or not; each other is there if and only if it was accepted. */
function miscounted(loads: readonly LoadResult[], { placed }: OrdersOfRun): string | undefined {
  const sum = (of: 'accepted' | 'unknown'): number => loads.reduce((all, { orders }) => all + orders[of], 0);
  const [accepted, unknown] = [sum('accepted'), sum('unknown')];
  return placed >= accepted && placed <= accepted + unknown
    ? undefined
    : `${accepted} orders were accepted and ${unknown} not answered, but the database has ${placed}.`;
}

function bad({ all: { requests, failed } }: LoadResult, mayFail: boolean): string | undefined {
  if (requests === 0) return 'Nothing was asked.';
  return failed === 0 || mayFail
    ? undefined
    : `${failed} of ${requests} requests were not answered as they should be, and bad answers are quick ones.`;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
