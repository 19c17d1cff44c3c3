/** Milliseconds between the beginning of this thread's `performance.now()` and that of the clock that all threads share. */
const BEGAN_AT = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** A time as `performance.now()` of this thread tells it, as all threads do. */
export const shared = (at: number): number => BEGAN_AT + at;

/** The reverse of `shared`. */
export const own = (at: number): number => at - BEGAN_AT;
