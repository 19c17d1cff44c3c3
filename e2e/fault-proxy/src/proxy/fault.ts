/** As Toxiproxy names them: upstream are the bytes to the target, downstream those to the client. */
export type Direction = 'upstream' | 'downstream';

/** How bytes are made late or lost on their way. Any of these combine, also with `answer`. */
export type Shaping =
  /**
   * Each piece comes `ms` later, and up to `jitterMs` more, evenly spread; none overtakes another. In both directions
   * unless one is named. Several add up.
   */
  | { kind: 'latency'; ms: number; jitterMs?: number; direction?: Direction }
  /** Of each connection, in both directions unless one is named. The narrowest of several counts. */
  | { kind: 'bandwidth'; bytesPerSecond: number; direction?: Direction }
  /** Once a connection's replies are so long, counted from when the fault began, it is closed on both sides. */
  | { kind: 'cut'; afterBytes: number };

/** The target is HTTP, and is asked no more: every new request is answered so. Open connections are closed first. */
export interface Answer {
  kind: 'answer';
  status: number;
  /** Empty by default; sent as JSON. */
  body?: string;
}

/** What can't be combined. */
export type Outage =
  /**
   * Bytes are swallowed: open connections stay open, new ones are accepted, nothing comes of either. Those that lost
   * something are reset when it ends, for their stream has a hole.
   */
  | { kind: 'blackhole' }
  /** Nobody listens: open connections are reset, new ones refused. */
  | { kind: 'refuse' }
  /** Open connections are reset, and new ones at once. */
  | { kind: 'reset' };

export type SteadyFault = Shaping | Answer | Outage;

/** Begins with the faults, is healthy after so many milliseconds, and so on by turns. */
export interface Flapping {
  kind: 'flapping';
  everyMs: number;
  faults: readonly SteadyFault[];
}

export type Fault = SteadyFault | Flapping;
