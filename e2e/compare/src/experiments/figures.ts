import type { Trial } from '../trial/trial.ts';

/** What experiments read from a trial, each in the unit that it is told in. */
export const requestsPerSecond = ({ load }: Trial): number => load.all.requests / secondsOf(load);

/** Of all requests, in percent. */
export const notAnswered = ({ load }: Trial): number => (100 * load.all.failed) / load.all.requests;

/** Milliseconds within which 99% of all requests were answered. */
export const answeredWithin = ({ load }: Trial): number => load.all.latency.p99;

/** Milliseconds of processor time, of all processes of the shop; undefined where nobody counts. */
export function processorTime({ used: { cpuMs } }: Trial): number | undefined {
  const all = Object.values(cpuMs);
  return all.length === 0 ? undefined : sum(all);
}

/** A second, from the first request until the last order was final, warm-up and backlog included; undefined without any. */
export function finalOrdersPerSecond({ load, orders }: Trial): number | undefined {
  if (orders.lastFinalAtMs === undefined) return undefined;
  return orders.final / ((Math.max(orders.lastFinalAtMs, load.endedAtMs) - load.beganAtMs) / 1_000);
}

/** The counted part. */
export const secondsOf = ({ startedAtMs, endedAtMs }: Trial['load']): number =>
  (endedAtMs - startedAtMs) / 1_000;

export const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
