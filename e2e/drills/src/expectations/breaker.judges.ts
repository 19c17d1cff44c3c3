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

/** It never opens. */
export const breakerStaysClosed =
  (link: string): Judge =>
  ({ samples }) => {
    const open = samples.filter(({ breakers }) => breakers[link] === 'open').length;
    return {
      says: `The breaker ${link} stays closed`,
      bar: 'never open',
      measured: open === 0 ? 'never open' : `open in ${open} of ${samples.length} looks`,
      met: open === 0,
    };
  };

/** No more calls run towards a process than its callers have room for. */
export const runningAtMost =
  (link: string, calls: number): Judge =>
  ({ samples }) => {
    const most = Math.max(0, ...samples.map(({ running }) => running[link] ?? 0));
    return {
      says: `Calls that run at once, ${link}`,
      bar: `at most ${calls}`,
      measured: `at most ${most}`,
      met: most <= calls,
    };
  };

/** While a breaker is open, it lets one call through each time that it tries. */
export const probesSparingly =
  (link: string, { resetMs, processes }: { resetMs: number; processes: number }): Judge =>
  ({ samples, recovery }) => {
    const during = samples.filter(({ atMs }) => atMs >= recovery.fault && atMs < recovery.healed);
    const first = during.findIndex(({ breakers }) => breakers[link] === 'open');
    const from = during[first];
    const to = during.at(-1);
    if (first === -1 || from === undefined || to === undefined)
      return {
        says: `Probes of the open breaker ${link}`,
        bar: 'one a process at each reset',
        measured: 'it was never open',
        met: false,
      };
    const most = processes * (Math.ceil((to.atMs - from.atMs + LOOKED_EVERY_MS) / resetMs) + 1);
    const probes = (to.sent[link] ?? 0) - (from.sent[link] ?? 0);
    return {
      says: `Probes of the open breaker ${link}`,
      bar: `one a process each ${milliseconds(resetMs)}: at most ${most}`,
      measured: `${probes} in ${milliseconds(to.atMs - from.atMs)}`,
      met: probes <= most,
    };
  };
