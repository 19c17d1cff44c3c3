import { build, type Histogram } from 'hdr-histogram-js';
import { ENDPOINTS, type Endpoint, type Impact, type Traffic } from '../record/drill-record.ts';

const MICROSECONDS = 1_000;
const LONGEST_MS = 60_000;

/** How one request ended. */
export interface Ending {
  /** Answered as it should be, if by a fallback. */
  succeeded: boolean;
  degraded: boolean;
  /** Milliseconds from its intended start. */
  ms: number;
}

/** Requests of one endpoint in a stretch of time. */
export class Tally {
  #requests = 0;
  #failed = 0;
  #degraded = 0;
  readonly #latencies: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MS * MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });

  note({ succeeded, degraded, ms }: Ending): void {
    this.#requests += 1;
    if (!succeeded) this.#failed += 1;
    if (degraded) this.#degraded += 1;
    this.#latencies.recordValue(
      Math.min(Math.max(1, Math.round(ms * MICROSECONDS)), LONGEST_MS * MICROSECONDS),
    );
  }

  add(other: Tally): void {
    this.#requests += other.#requests;
    this.#failed += other.#failed;
    this.#degraded += other.#degraded;
    this.#latencies.add(other.#latencies);
  }

  get traffic(): Traffic {
    return {
      requests: this.#requests,
      failed: this.#failed,
      degraded: this.#degraded,
      p50: this.#percentile(50),
      p99: this.#percentile(99),
      max: this.#percentile(100),
    };
  }

  get impact(): Impact {
    const { requests, failed, degraded, p50, p99 } = this.traffic;
    const share = (part: number): number => (requests === 0 ? 0 : part / requests);
    return { requests, succeeded: share(requests - failed), degraded: share(degraded), p50, p99 };
  }

  #percentile(percent: number): number {
    return this.#requests === 0 ? 0 : this.#latencies.getValueAtPercentile(percent) / MICROSECONDS;
  }
}

/** Requests by the second that they were meant to start in, and by endpoint. */
export class TallyBySecond {
  readonly #startedAt: number;
  readonly #seconds = new Map<number, Map<Endpoint, Tally>>();

  /** @param startedAt as `performance.now()` tells it */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  note(endpoint: Endpoint, intendedAt: number, ending: Ending): void {
    const second = Math.floor((intendedAt - this.#startedAt) / 1_000);
    const tallies = this.#seconds.get(second) ?? new Map<Endpoint, Tally>();
    this.#seconds.set(second, tallies);
    const tally = tallies.get(endpoint) ?? new Tally();
    tallies.set(endpoint, tally);
    tally.note(ending);
  }

  /** Of the second that begins at `atMs` since the start. */
  second(atMs: number): Partial<Record<Endpoint, Traffic>> {
    const tallies = this.#seconds.get(Math.floor(atMs / 1_000)) ?? new Map<Endpoint, Tally>();
    return Object.fromEntries([...tallies].map(([endpoint, tally]) => [endpoint, tally.traffic]));
  }

  /** Whole seconds that begin from `fromMs`, and before `toMs`, since the start. */
  between(fromMs: number, toMs: number): Map<Endpoint, Tally> {
    const sums = new Map(ENDPOINTS.map((endpoint) => [endpoint, new Tally()]));
    for (const [second, tallies] of this.#seconds) {
      if (second * 1_000 < fromMs || second * 1_000 >= toMs) continue;
      for (const [endpoint, tally] of tallies) sums.get(endpoint)!.add(tally);
    }
    return sums;
  }
}
