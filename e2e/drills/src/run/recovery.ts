import type { Recovery, Second, TimelineEvent } from '../record/drill-record.ts';

/** So many seconds in a row have to be as before, for the shop to have recovered. */
const STEADY_SECONDS = 3;
const SLIGHTLY_SHARE = 0.05;
const SLIGHTLY_JOBS = 10;

interface Observed {
  /** Milliseconds since the run's start. */
  faultMs: number;
  /** When customers had come and all was warm: what was before is no measure of what is usual. */
  controlMs: number;
  healedMs: number;
  seconds: readonly Second[];
  changes: readonly TimelineEvent[];
}

/** When the shop noticed a fault, began to answer by other means, and was as before. */
export function recoveryOf({ controlMs, faultMs, healedMs, seconds, changes }: Observed): Recovery {
  const control = seconds.filter(({ atMs }) => atMs >= controlMs && atMs + 1_000 <= faultMs);
  const since = seconds.filter(({ atMs }) => atMs + 1_000 > faultMs);
  const usual = {
    degraded: largest(control.map((second) => shareOf(second, 'degraded'))),
    undone: largest(control.map(undone)),
  };
  const isDegraded = (second: Second): boolean =>
    shareOf(second, 'degraded') > usual.degraded + SLIGHTLY_SHARE ||
    undone(second) > 2 * usual.undone + SLIGHTLY_JOBS;
  const hasFailures = (second: Second): boolean => shareOf(second, 'failed') > 0;
  // Where nobody comes, as while the shop drains, nothing is known.
  const isAsBefore = (second: Second): boolean =>
    requestsIn(second) > 0 &&
    !isDegraded(second) &&
    !hasFailures(second) &&
    second.unready.length === 0 &&
    Object.values(second.breakers).every((state) => state === 'closed');

  const noticed = changes.find(
    ({ atMs, kind }) => atMs >= faultMs && (kind === 'breaker' || kind === 'process'),
  );
  const failed = since.find(hasFailures);
  const degraded = since.find(isDegraded);
  const afterwards = since.filter(({ atMs }) => atMs >= healedMs - 1_000);
  const steady = afterwards.findIndex((_, index) => {
    const row = afterwards.slice(index, index + STEADY_SECONDS);
    return row.length === STEADY_SECONDS && row.every(isAsBefore);
  });
  return {
    fault: faultMs,
    detected: earliest(noticed?.atMs, failed && Math.max(failed.atMs, faultMs)),
    degraded: degraded && Math.max(degraded.atMs, faultMs),
    healed: healedMs,
    recovered: steady === -1 ? undefined : Math.max(healedMs, afterwards[steady]!.atMs),
  };
}

const requestsIn = (second: Second): number => sumOf(second, 'requests');

function shareOf(second: Second, of: 'failed' | 'degraded'): number {
  const requests = requestsIn(second);
  return requests === 0 ? 0 : sumOf(second, of) / requests;
}

const sumOf = ({ endpoints }: Second, of: 'requests' | 'failed' | 'degraded'): number =>
  Object.values(endpoints).reduce((sum, traffic) => sum + traffic[of], 0);

const undone = ({ ordersPending = 0, queues }: Second): number =>
  ordersPending + Object.values(queues).reduce((sum, jobs) => sum + jobs, 0);

const largest = (values: readonly number[]): number => Math.max(0, ...values);

const earliest = (...moments: readonly (number | undefined)[]): number | undefined => {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};
