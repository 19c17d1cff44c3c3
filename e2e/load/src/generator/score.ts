import { Latencies } from '../latencies.ts';
import type { Counted, LoadResult, RequestKind } from '../load.ts';
import type { Reply } from '../shop-door.ts';

/** A request that has ended; times as `performance.now()` tells them. */
export interface Ended {
  intendedAt: number;
  endedAt: number;
  succeeded: boolean;
}

class Tally {
  requests = 0;
  failed = 0;
  readonly latencies = new Latencies();

  note({ intendedAt, endedAt, succeeded }: Ended): void {
    this.requests += 1;
    if (!succeeded) this.failed += 1;
    this.latencies.note(endedAt - intendedAt);
  }

  get counted(): Counted {
    const { requests, failed, latencies } = this;
    const [p50, p95, p99, p999, max] = [50, 95, 99, 99.9, 100].map((percent) =>
      latencies.percentile(percent),
    );
    return { requests, failed, latency: { p50: p50!, p95: p95!, p99: p99!, p999: p999!, max: max! } };
  }
}

/** What is counted of a run: requests that were meant to start in its counted part, and all orders. */
export class Score {
  readonly #from: number;
  readonly #to: number;
  readonly #all = new Tally();
  readonly #byRequest = new Map<RequestKind, Tally>();
  readonly #bySecond: readonly Tally[];
  readonly #late = new Latencies();
  readonly #accepted = new Set<string>();
  #requests = 0;
  #visits = 0;
  #acceptedWhileCounted = 0;
  #refused = 0;
  #unknown = 0;

  /** @param from the beginning of the counted part, as `performance.now()` tells it */
  constructor(from: number, seconds: number) {
    this.#from = from;
    this.#to = from + seconds * 1_000;
    this.#bySecond = Array.from({ length: Math.ceil(seconds) }, () => new Tally());
  }

  note(kind: RequestKind, ended: Ended): void {
    this.#requests += 1;
    if (!this.#counts(ended.intendedAt)) return;
    const ofKind = this.#byRequest.get(kind) ?? new Tally();
    this.#byRequest.set(kind, ofKind);
    const second = this.#bySecond[Math.floor((ended.intendedAt - this.#from) / 1_000)]!;
    for (const tally of [this.#all, ofKind, second]) tally.note(ended);
  }

  /** What came of a request for an order. @returns the order's id where there is one now */
  noteOrder(reply: Reply, intendedAt: number): string | undefined {
    if (reply.kind === 'none' || reply.status >= 500) {
      this.#unknown += 1;
    } else if (reply.status >= 300) {
      this.#refused += 1;
    } else {
      const { id } = JSON.parse(reply.text) as { id: string };
      if (!this.#accepted.has(id) && this.#counts(intendedAt)) this.#acceptedWhileCounted += 1;
      this.#accepted.add(id);
      return id;
    }
    return undefined;
  }

  /** A visit begins now that was meant to begin then. */
  noteBeginning(intendedAt: number): void {
    if (!this.#counts(intendedAt)) return;
    this.#visits += 1;
    this.#late.note(performance.now() - intendedAt);
  }

  get lateP99(): number {
    return this.#late.percentile(99);
  }

  get result(): Pick<
    LoadResult,
    'all' | 'requestsWithWarmUp' | 'visits' | 'byRequest' | 'bySecond' | 'orders'
  > {
    return {
      all: this.#all.counted,
      requestsWithWarmUp: this.#requests,
      visits: this.#visits,
      byRequest: Object.fromEntries([...this.#byRequest].map(([kind, tally]) => [kind, tally.counted])),
      bySecond: this.#bySecond.map(({ requests, failed, latencies }) => ({
        requests,
        failed,
        p99: latencies.percentile(99),
      })),
      orders: {
        accepted: this.#accepted.size,
        acceptedWhileCounted: this.#acceptedWhileCounted,
        refused: this.#refused,
        unknown: this.#unknown,
      },
    };
  }

  #counts(intendedAt: number): boolean {
    return intendedAt >= this.#from && intendedAt < this.#to;
  }
}
