import type { Trial } from '../trial/trial.ts';

/** A second, from the first request until the last order was final, warm-up and backlog included; undefined without any. */
export function finalOrdersPerSecond({ load, orders }: Trial): number | undefined {
  if (orders.lastFinalAtMs === undefined) return undefined;
  return orders.final / ((Math.max(orders.lastFinalAtMs, load.endedAtMs) - load.beganAtMs) / 1_000);
}
