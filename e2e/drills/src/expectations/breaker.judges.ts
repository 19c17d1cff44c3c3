import type { Judge } from './judge.ts';
import { milliseconds } from './words.ts';

const LOOKED_EVERY_MS = 500;

/** A breaker is seen open soon after the fault. `link` is `caller→called`. */
export const breakerOpens =
  (link: string, withinMs: number): Judge =>
  ({ samples, recovery }) => {
    const open = samples.find(({ atMs, breakers }) => atMs >= recovery.fault && breakers[link] === 'open');
    const afterMs = open === undefined ? undefined : open.atMs - recovery.fault;
    return {
      says: `The breaker ${link} is open`,
      bar: `at most ${milliseconds(withinMs)} after the fault`,
      measured: afterMs === undefined ? 'never' : milliseconds(afterMs),
      met: afterMs !== undefined && afterMs <= withinMs,
    };
  };

/** A breaker is closed for good soon after healing. */
export const breakerCloses =
  (link: string, withinMs: number): Judge =>
  ({ samples, recovery }) => {
    const after = samples.filter(({ atMs }) => atMs >= recovery.healed);
    const lastNotClosed = after.findLastIndex(({ breakers }) => breakers[link] !== 'closed');
    const closed = after[lastNotClosed + 1];
    const afterMs = closed === undefined ? undefined : Math.max(0, closed.atMs - recovery.healed);
    return {
      says: `The breaker ${link} is closed for good`,
      bar: `at most ${milliseconds(withinMs)} after healing`,
      measured: afterMs === undefined ? 'never' : milliseconds(afterMs),
      met: afterMs !== undefined && afterMs <= withinMs,
    };
  };

/** It is seen, and never open. */
export const breakerStaysClosed =
  (link: string): Judge =>
  ({ samples }) => {
    const seen = samples.flatMap(({ breakers }) => breakers[link] ?? []);
    const open = seen.filter((state) => state === 'open').length;
    return {
      says: `The breaker ${link} stays closed`,
      bar: 'never open',
      measured: seen.length === 0 ? 'nobody saw it' : `open in ${open} of ${seen.length} looks`,
      met: seen.length > 0 && open === 0,
    };
  };

/** No more calls run towards a process than its callers have room for. */
export const runningAtMost =
  (link: string, calls: number): Judge =>
  ({ samples }) => {
    const seen = samples.flatMap(({ running }) => running[link] ?? []);
    const most = Math.max(...seen);
    return {
      says: `Calls that run at once, ${link}`,
      bar: `at most ${calls}`,
      measured: seen.length === 0 ? 'nobody saw any' : `at most ${most}`,
      met: seen.length > 0 && most <= calls,
    };
  };

/** While a breaker is open, it lets one call through each time that it tries. */
export const probesSparingly =
  (link: string, { resetMs, processes }: { resetMs: number; processes: number }): Judge =>
  ({ samples, recovery }) => {
    const during = samples.filter(
      ({ atMs, sent }) => atMs >= recovery.fault && atMs < recovery.healed && link in sent,
    );
    const first = during.find(({ breakers }) => breakers[link] === 'open');
    const says = `Probes of the open breaker ${link}`;
    if (first === undefined)
      return { says, bar: 'one a process at each reset', measured: 'it was never open', met: false };
    const last = during.at(-1)!;
    const openMs = last.atMs - first.atMs;
    const most = processes * (Math.ceil((openMs + LOOKED_EVERY_MS) / resetMs) + 1);
    const probes = last.sent[link]! - first.sent[link]!;
    return {
      says,
      bar: `one a process each ${milliseconds(resetMs)}: at most ${most}`,
      measured: `${probes} in ${milliseconds(openMs)}`,
      met: probes <= most,
    };
  };
