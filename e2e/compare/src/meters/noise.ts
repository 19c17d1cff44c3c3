import type { ProcessorTime } from './kernel-text.ts';

/** What else the machine did in a stretch of time, beside what was measured. */
export interface Noise {
  /** How much longer a fixed piece of work took beside this stretch than it usually does: 1 is as usual. */
  slowdown: number;
  /** Of all processors’ time, what the machine’s host gave to other machines; undefined where nobody counts. */
  stolenShare: number | undefined;
  /** Of all processors’ time, what other processes than those of the measurement took; undefined where nobody counts. */
  othersShare: number | undefined;
  isNoisy: boolean;
  /** Why it is noisy, a clause each. */
  because: readonly string[];
}

/**
 * Above these, a run is no measurement. Below, what is left falls on either shop by chance and widens the intervals: on a
 * machine that shares its host, a limit of 3% of stolen time refused every other run of an hour, and left figures without
 * enough rounds.
 */
export const QUIET = { slowdown: 1.15, stolenShare: 0.08, othersShare: 0.08 } as const;

/** One measurement of the fixed piece of work, in milliseconds. */
export interface Lap {
  core: number | undefined;
  ms: number;
}

export interface Observed {
  /** Just before and just after the stretch. */
  laps: readonly Lap[];
  /** On the same cores, over the whole session: what is usual. */
  session: readonly Lap[];
  before: ProcessorTime | undefined;
  after: ProcessorTime | undefined;
  /** Milliseconds of CPU that the shop, the load and the provider took. */
  ownCpuMs: number;
  /** Milliseconds in a tick of `before` and `after`. */
  tickMs: number;
}

/** Judges from readings alone. */
export function judgeNoise({ laps, session, before, after, ownCpuMs, tickMs }: Observed): Noise {
  const slowdown = Math.max(...laps.map((lap) => lap.ms / usual(lap.core, session)));
  const total = before && after && after.total - before.total;
  const shareOf = (ticks: number): number => Math.max(0, ticks) / total!;
  const stolenShare = total ? shareOf(after!.stolen - before!.stolen) : undefined;
  const othersShare = total
    ? shareOf(after!.inProcesses - before!.inProcesses - ownCpuMs / tickMs)
    : undefined;
  const because = [
    ...(slowdown > QUIET.slowdown
      ? [`a fixed piece of work took ${slowdown.toFixed(2)} times as long as usual`]
      : []),
    ...(over(stolenShare, QUIET.stolenShare)
      ? [`${percent(stolenShare)} of the processors’ time went to other machines on its host`]
      : []),
    ...(over(othersShare, QUIET.othersShare)
      ? [
          `${percent(othersShare)} of the processors’ time went to processes that were no part of the measurement`,
        ]
      : []),
  ];
  return { slowdown, stolenShare, othersShare, isNoisy: because.length > 0, because };
}

/** The median, so that what was noisy itself doesn’t count for usual. */
function usual(core: number | undefined, session: readonly Lap[]): number {
  const sorted = session
    .filter((lap) => lap.core === core)
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const over = (share: number | undefined, limit: number): share is number =>
  share !== undefined && share > limit;

const percent = (share: number): string => `${Math.round(share * 100)}%`;
