/** A rate that was tried, and the latency that came of it in milliseconds. */
export interface Tried {
  rate: number;
  ms: number;
}

/**
 * The highest rate at which a latency is kept: where the curve crosses it, on a line between the logarithms of the latencies
 * before and after. The highest that was tried where it is never exceeded, and 0 where it never is kept.
 * @param tried by rate, the lowest first
 */
export function rateAtLatency(tried: readonly Tried[], targetMs: number): number {
  const over = tried.findIndex(({ ms }) => ms > targetMs);
  if (over === -1) return tried.at(-1)?.rate ?? 0;
  const [before, after] = [tried[over - 1], tried[over]!];
  if (before === undefined) return 0;
  const share = Math.log(targetMs / before.ms) / Math.log(after.ms / before.ms);
  return before.rate + share * (after.rate - before.rate);
}
