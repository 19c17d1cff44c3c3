/**
 * Starts work when its time has come, whatever becomes of it: an open loop, as customers are one. Each start is told when
 * it was meant to be, so that latency counts from there and a shop that stalls can't hide it (coordinated omission:
 * G. Tene, How NOT to Measure Latency).
 */
export class Arrivals {
  readonly #times: Iterator<number>;
  readonly #start: (intendedAt: number) => void;
  #begunAt = 0;
  #next: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param times in milliseconds from the beginning, none before the one that precedes it
   * @param start told when it was meant to start, as `performance.now()` tells it
   */
  constructor(times: Iterable<number>, start: (intendedAt: number) => void) {
    this.#times = times[Symbol.iterator]();
    this.#start = start;
  }

  begin(): void {
    this.#begunAt = performance.now();
    this.#advance();
    this.#wait();
  }

  end(): void {
    this.#next = undefined;
    clearTimeout(this.#timer);
  }

  #advance(): void {
    const { value, done } = this.#times.next();
    this.#next = done ? undefined : this.#begunAt + value;
  }

  #wait(): void {
    if (this.#next === undefined) return;
    this.#timer = setTimeout(() => this.#startDue(), Math.max(1, Math.ceil(this.#next - performance.now())));
  }

  #startDue(): void {
    const now = performance.now();
    while (this.#next !== undefined && this.#next <= now) {
      const intendedAt = this.#next;
      this.#advance();
      this.#start(intendedAt);
    }
    this.#wait();
  }
}

/** A constant rate, without an end. @param perSecond more than 0 */
export function* evenly(perSecond: number): Generator<number> {
  for (let nth = 1; ; nth += 1) yield (nth * 1_000) / perSecond;
}
