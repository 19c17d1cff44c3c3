import { setTimeout as wait } from 'node:timers/promises';

/** How many seconds of the history pass in one second, or `max` for as fast as the shop answers. */
export type Speed = number | 'max';

/** Holds each order back until its time has come. */
export class Pace {
  readonly #speed: Speed;
  readonly #firstTime: number;
  readonly #startedAt = performance.now();

  /** @param firstTime of the first order, in the history's milliseconds */
  constructor(speed: Speed, firstTime: number) {
    this.#speed = speed;
    this.#firstTime = firstTime;
  }

  async until(time: number): Promise<void> {
    if (this.#speed === 'max') return;
    const dueIn = (time - this.#firstTime) / this.#speed - (performance.now() - this.#startedAt);
    if (dueIn > 0) await wait(dueIn);
  }
}
