import { Latencies } from '@twinshop/load';
import { ENDPOINTS, type Endpoint, type Impact, type Traffic } from '../record/drill-record.ts';

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
  readonly #latencies = new Latencies();

  note({ succeeded, degraded, ms }: Ending): void {
    this.#requests += 1;
    if (!succeeded) this.#failed += 1;
    if (degraded) this.#degraded += 1;
    this.#latencies.note(ms);
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
      p50: this.#latencies.percentile(50),
      p99: this.#latencies.percentile(99),
      max: this.#latencies.percentile(100),
    };
  }

  get impact(): Impact {
    const { requests, failed, degraded, p50, p99 } = this.traffic;
    const share = (part: number): number => (requests === 0 ? 0 : part / requests);
    return { requests, succeeded: share(requests - failed), degraded: share(degraded), p50, p99 };
  }
}

interface SecondOfRequests {
  underWay: number;
  tallies: Map<Endpoint, Tally>;
}

/** Requests by the second that they were meant to start in, and by endpoint. */
export class TallyBySecond {
  readonly #startedAt: number;
  readonly #seconds = new Map<number, SecondOfRequests>();

  /** @param startedAt as `performance.now()` tells it */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** A request is under way. @param intendedAt when it was meant to start, as `performance.now()` tells it */
  begin(intendedAt: number): void {
    this.#secondAt(intendedAt).underWay += 1;
  }

  /** A request that was begun has ended. */
  end(endpoint: Endpoint, intendedAt: number, ending: Ending): void {
    const second = this.#secondAt(intendedAt);
    second.underWay -= 1;
    const tally = second.tallies.get(endpoint) ?? new Tally();
    second.tallies.set(endpoint, tally);
    tally.note(ending);
  }

  /** Of requests that have ended, in the second that begins at `atMs` since the start. */
  second(atMs: number): Partial<Record<Endpoint, Traffic>> {
    const tallies = this.#seconds.get(atMs / 1_000)?.tallies ?? new Map<Endpoint, Tally>();
    return Object.fromEntries([...tallies].map(([endpoint, tally]) => [endpoint, tally.traffic]));
  }

  /** Whether all requests have ended that were meant to start in the second that begins at `atMs` since the start. */
  isComplete(atMs: number): boolean {
    return (this.#seconds.get(atMs / 1_000)?.underWay ?? 0) === 0;
  }

  /** Whole seconds that begin from `fromMs`, and before `toMs`, since the start. */
  between(fromMs: number, toMs: number): Map<Endpoint, Tally> {
    const sums = new Map(ENDPOINTS.map((endpoint) => [endpoint, new Tally()]));
    for (const [second, { tallies }] of this.#seconds) {
      if (second * 1_000 < fromMs || second * 1_000 >= toMs) continue;
      for (const [endpoint, tally] of tallies) sums.get(endpoint)!.add(tally);
    }
    return sums;
  }

  #secondAt(intendedAt: number): SecondOfRequests {
    const second = Math.floor((intendedAt - this.#startedAt) / 1_000);
    const found = this.#seconds.get(second) ?? { underWay: 0, tallies: new Map<Endpoint, Tally>() };
    this.#seconds.set(second, found);
    return found;
  }
}
