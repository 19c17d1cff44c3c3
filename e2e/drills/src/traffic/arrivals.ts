const TICK_MS = 5;

/**
 * Starts work at a constant rate whatever becomes of it: an open loop, as customers are one. Each start is told when it
 * was meant to be, so that latency counts from there and a shop that stalls can't hide it (coordinated omission:
 * G. Tene, How NOT to Measure Latency).
 */
export class Arrivals {
  readonly #everyMs: number;
  readonly #start: (intendedAt: number) => void;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param perSecond more than 0
   * @param start told when it was meant to start, as `performance.now()` tells it
   */
  constructor(perSecond: number, start: (intendedAt: number) => void) {
    this.#everyMs = 1_000 / perSecond;
    this.#start = start;
  }

  begin(): void {
    this.#next = performance.now() + this.#everyMs;
    this.#timer = setInterval(() => this.#startDue(), TICK_MS);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #startDue(): void {
    for (const now = performance.now(); this.#next <= now; this.#next += this.#everyMs)
      this.#start(this.#next);
  }
}
