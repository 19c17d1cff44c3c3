/** Notices that a count does not grow any more, though nothing excuses that. */
export class Standstill {
  readonly #afterMs: number;
  #count = -1;
  #sinceMs = 0;

  /** @param afterMs milliseconds without growth that nobody has to put up with */
  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** To be asked now and then. @param nowMs by whatever clock its owner has */
  isReached(count: number, isExcused: boolean, nowMs: number): boolean {
    if (isExcused || count > this.#count) {
      this.#count = count;
      this.#sinceMs = nowMs;
    }
    return nowMs - this.#sinceMs > this.#afterMs;
  }
}
