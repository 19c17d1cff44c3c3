import { setTimeout as delay } from 'node:timers/promises';
import { tellsFate, type Operation, type Outcome } from './history.ts';
import type { Recorder } from './recorder.ts';

const AT_A_TIME = 8;
const PAUSE_MS = 200;

export interface Repetition {
  /** Of the recorder's history: those that are `unresolved`, or all, which must be answered as before. */
  operations: readonly Operation[];
  /** Places the order with the same customer, key and items. Never throws: no answer is an outcome too. */
  place: (operation: Operation) => Promise<Outcome>;
  /** Milliseconds for all of them, 60,000 by default. Whatever has no answer by then stays unresolved. */
  within?: number;
}

/** Repeats the keys of operations, each until it is answered, and records every answer. */
export async function repeatKeys(
  recorder: Recorder,
  { operations, place, within = 60_000 }: Repetition,
): Promise<void> {
  const deadline = Date.now() + within;
  const waiting = [...operations];
  const one = async (): Promise<void> => {
    for (let operation = waiting.shift(); operation; operation = waiting.shift()) {
      for (;;) {
        const outcome = await place(operation);
        recorder.repeat(operation.id, outcome);
        if (tellsFate(outcome) || Date.now() > deadline) break;
        await delay(PAUSE_MS);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}
