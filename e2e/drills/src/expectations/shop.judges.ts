import { violationsIn } from '@twinshop/invariants';
import type { Judge } from './judge.ts';
import { milliseconds } from './words.ts';

/** The checker finds nothing. */
export const keepsItsPromises: Judge = ({ check }) => {
  const violations = violationsIn(check).length;
  return {
    says: 'Invariants hold once the shop has drained',
    bar: 'no violation',
    measured: violations === 0 ? 'no violation' : `${violations} violations`,
    met: violations === 0,
  };
};

/** All is as before, soon after healing. */
export const recovers =
  (withinMs: number): Judge =>
  ({ recovery: { recovered, healed } }) => ({
    says: 'All is as it was before the fault',
    bar: `at most ${milliseconds(withinMs)} after healing`,
    measured: recovered === undefined ? 'never while it was watched' : milliseconds(recovered - healed),
    met: recovered !== undefined && recovered - healed <= withinMs,
  });

/** New orders are answered again, soon after healing. */
export const takesOrdersAgain =
  (withinMs: number): Judge =>
  ({ seconds, recovery: { healed } }) => {
    const taken = seconds.find(({ atMs, endpoints }) => {
      const orders = endpoints['place order'];
      return atMs + 1_000 > healed && orders !== undefined && orders.requests > 0 && orders.failed === 0;
    });
    const afterMs = taken && Math.max(0, taken.atMs - healed);
    return {
      says: 'New orders are all answered again',
      bar: `at most ${milliseconds(withinMs)} after healing`,
      measured: afterMs === undefined ? 'never while it was watched' : milliseconds(afterMs),
      met: afterMs !== undefined && afterMs <= withinMs,
    };
  };

/** Nothing is under way any more, soon after the last order. */
export const drains =
  (withinMs: number): Judge =>
  ({ check }) => ({
    says: 'Every order is final, and queues and outboxes are empty',
    bar: `at most ${milliseconds(withinMs)} after the last order`,
    measured: milliseconds(check.drainedAfterMs),
    met: check.drainedAfterMs <= withinMs,
  });

/** No process ends of the fault, but those that it ends itself. */
export const keepsRunning =
  (...victims: readonly string[]): Judge =>
  ({ samples }) => {
    const says = victims.length === 0 ? 'No process ends' : `No process ends but ${victims.join(', ')}`;
    const first = samples[0]?.pids;
    if (first === undefined) return { says, bar: 'none', measured: 'nobody looked', met: false };
    const ended = Object.keys(first).filter(
      (name) => !victims.includes(name) && samples.some(({ pids }) => pids[name] !== first[name]),
    );
    return {
      says,
      bar: 'none',
      measured: ended.length === 0 ? 'none' : ended.join(', '),
      met: ended.length === 0,
    };
  };
