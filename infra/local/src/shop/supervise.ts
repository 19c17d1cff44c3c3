import { setTimeout as delay } from 'node:timers/promises';
import { tail } from '../processes/managed-process.ts';
import type { Part } from '../processes/part.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
const SETTLED_AFTER_MS = 60_000;

/** Brings back what ended by itself: in a quarter of a second the first time, ever later while it keeps ending. */
export class Supervisor {
  readonly #say: (text: string) => void;
  readonly #isWanted: (part: Part) => boolean;
  readonly #pauses = new Map<string, number>();

  constructor(say: (text: string) => void, isWanted: (part: Part) => boolean) {
    this.#say = say;
    this.#isWanted = isWanted;
  }

  async onDeath(part: Part, reason: string): Promise<void> {
    const { name, log } = part;
    const lived = Date.now() - part.startedAt.getTime();
    let pause = lived > SETTLED_AFTER_MS ? FIRST_PAUSE_MS : (this.#pauses.get(name) ?? FIRST_PAUSE_MS);
    this.#say(`${name} has ended (${reason}). Its log (${log}) ends with:\n${indent(await tail(log, 8))}`);
    while (this.#isWanted(part)) {
      this.#say(`${name} is started again in ${pause / 1000} s.`);
      await delay(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      this.#pauses.set(name, pause);
      // Somebody else may have brought it back meanwhile: a second one would be in its way.
      if (!this.#isWanted(part) || part.pid !== undefined) return;
      try {
        await part.start();
        this.#say(`${name} is back (process ${part.pid}).`);
        return;
      } catch (error) {
        if (this.#isWanted(part)) this.#say((error as Error).message);
      }
    }
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
