import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** Who waits for the work at hand, and for how long. */
export interface Caller {
  /** Milliseconds that are left until nobody waits any more; Infinity where no end is known. */
  remainingMs(): number;

  /** Whether the deadline has passed, or the connection is closed. */
  hasGivenUp(): boolean;

  /** Aborted when the caller's connection closes before it has its answer. */
  readonly gone: AbortSignal;
}

/** What belongs together, and what it comes of: kept along asynchronous calls, and sent along with every one that leaves. */
export interface Trace {
  /** The same for everything that comes of one request of a client. */
  readonly correlationId: string;
  /** The request or message that is at work now. */
  readonly causationId: string;
  /** Of the work at hand, as https://www.w3.org/TR/trace-context/ writes it. */
  readonly traceparent: string;
  /** Nobody waits for a message. */
  readonly caller?: Caller | undefined;
}

const current = new AsyncLocalStorage<Trace>();

/** The trace of the work at hand; undefined outside of any request or message. */
export const currentTrace = (): Trace | undefined => current.getStore();

export const withTrace = <Value>(trace: Trace, work: () => Value): Value => current.run(trace, work);

/** For work that is shared: whoever began it may go, and others still wait. */
export const withoutCaller = <Value>(work: () => Value): Value => {
  const trace = current.getStore();
  return trace?.caller === undefined ? work() : current.run(new Shared(trace), work);
};

class Shared implements Trace {
  private readonly begun: Trace;

  constructor(begun: Trace) {
    this.begun = begun;
  }

  get correlationId(): string {
    return this.begun.correlationId;
  }

  get causationId(): string {
    return this.begun.causationId;
  }

  get traceparent(): string {
    return this.begun.traceparent;
  }
}

const WELL_FORMED = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new span in the trace of `parent`, or in a new one where that is none. */
export const nextTraceparent = (parent: string | undefined): string => {
  const known = parent !== undefined && WELL_FORMED.test(parent);
  const traceId = known ? traceIdOf(parent) : randomBytes(16).toString('hex');
  const flags = known ? parent.slice(53) : '01';
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}`;
};

/** The part of a traceparent that all spans of a trace have in common. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
