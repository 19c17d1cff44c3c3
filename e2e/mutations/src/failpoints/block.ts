import type { Failpoint } from './failpoints.ts';

/** Does nothing else, and lets nothing else be done. */
export function blockFor(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Begins when whoever sets it has been answered. */
export const block: Failpoint<'block'> = {
  set: ({ forMs }) => void setImmediate(() => blockFor(forMs)),
  clear: () => undefined,
};
