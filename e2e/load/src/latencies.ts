import { build, type Histogram } from 'hdr-histogram-js';

const MICROSECONDS = 1_000;
const LONGEST_MS = 60_000;

/** Milliseconds to a thousandth part, from a microsecond to a minute; what is shorter or longer is taken for that. */
export class Latencies {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MS * MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });

  note(ms: number): void {
    this.#histogram.recordValue(
      Math.min(Math.max(1, Math.round(ms * MICROSECONDS)), LONGEST_MS * MICROSECONDS),
    );
  }

  add(other: Latencies): void {
    this.#histogram.add(other.#histogram);
  }

  /** Milliseconds; 0 where there are none. */
  percentile(percent: number): number {
    if (this.#histogram.totalCount === 0) return 0;
    return this.#histogram.getValueAtPercentile(percent) / MICROSECONDS;
  }
}
