import type { Direction } from './fault.ts';

/** What a proxy has seen, from outside of whatever talks through it. */
export class Counters {
  /** Since the last reset. */
  accepted = 0;
  readonly bytes: Record<Direction, number> = { upstream: 0, downstream: 0 };
  #connections = 0;
  #mostConnections = 0;
  #requestsUnderWay = 0;
  #mostRequestsUnderWay = 0;

  /** Open now, those excepted whose client has ended its side. */
  get connections(): number {
    return this.#connections;
  }

  /** The highest since the last reset. */
  get mostConnections(): number {
    return this.#mostConnections;
  }

  /**
   * Connections on which the client spoke last: a request of whatever protocol, whose answer has not begun to arrive and
   * whose client has not given up. Requests that are pipelined on one connection count as one.
   */
  get requestsUnderWay(): number {
    return this.#requestsUnderWay;
  }

  /** The highest since the last reset. */
  get mostRequestsUnderWay(): number {
    return this.#mostRequestsUnderWay;
  }

  /** Counts from here on; what is open or under way stays counted. */
  reset(): void {
    this.accepted = 0;
    this.bytes.upstream = 0;
    this.bytes.downstream = 0;
    this.#mostConnections = this.#connections;
    this.#mostRequestsUnderWay = this.#requestsUnderWay;
  }

  /** For the proxy's own connections: each tells what becomes of it. */
  open(): OpenConnection {
    this.accepted += 1;
    this.#connections += 1;
    this.#mostConnections = Math.max(this.#mostConnections, this.#connections);
    let open = true;
    let underWay = false;
    const ask = (asks: boolean): void => {
      if (!open || asks === underWay) return;
      underWay = asks;
      this.#requestsUnderWay += asks ? 1 : -1;
      this.#mostRequestsUnderWay = Math.max(this.#mostRequestsUnderWay, this.#requestsUnderWay);
    };
    return {
      asked: () => ask(true),
      answered: () => ask(false),
      left: () => {
        ask(false);
        if (open) this.#connections -= 1;
        open = false;
      },
    };
  }
}

/** One connection, as it is counted. */
export interface OpenConnection {
  asked(): void;
  answered(): void;
  left(): void;
}
