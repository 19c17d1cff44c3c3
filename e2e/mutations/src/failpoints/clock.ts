import type { Failpoint } from './failpoints.ts';

const RealDate = Date;

/** In the place of `Date` only while the clock is wrong. */
export const clock: Failpoint<'clock'> = {
  set({ aheadMs }) {
    globalThis.Date = shifted(() => RealDate.now() + aheadMs);
  },
  clear() {
    globalThis.Date = RealDate;
  },
};

const shifted = (now: () => number): DateConstructor =>
  new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
