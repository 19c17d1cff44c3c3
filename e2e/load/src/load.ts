/** What customers do in a run. */
export const SCENARIOS = ['browse', 'search', 'checkout', 'mixed', 'flash-sale', 'replay'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/**
 * How requests follow each other: at a constant rate whatever becomes of them (latency counts from when each was meant to
 * start), or from so many customers who each send the next when the last is answered.
 */
export type Loop = { kind: 'open'; perSecond: number } | { kind: 'closed'; customers: number };

export interface LoadPlan {
  /** The shop's public address. */
  url: string;
  scenario: Scenario;
  loop: Loop;
  /** Of load before anything is counted. */
  warmUpSeconds: number;
  /** That are counted. */
  seconds: number;
  /** Plays the same requests in the same order. */
  seed: number;
  /** Customers and products, as `openMarket` gave them for this shop. */
  market: Market;
}

/** Who buys what: customers with tokens, and products, the most popular first. */
export interface Market {
  customers: readonly { id: string; token: string }[];
  productIds: readonly string[];
  /** Words that products are found by. */
  searches: readonly string[];
}

/** Kinds of requests, each counted by itself. */
export const REQUESTS = [
  'product page',
  'product list',
  'related products',
  'search',
  'cart',
  'place order',
  'read order',
] as const;
export type RequestKind = (typeof REQUESTS)[number];

/** Milliseconds. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  p999: number;
  max: number;
}

export interface Counted {
  requests: number;
  /** Not answered as they should be: 5xx, no answer, or refused. */
  failed: number;
  latency: Latency;
}

export interface LoadResult {
  /** As `Date.now()` tells it: the counted part. */
  startedAtMs: number;
  endedAtMs: number;
  all: Counted;
  byRequest: Partial<Record<RequestKind, Counted>>;
  /** Every second of the counted part, for those who look at it over time. */
  bySecond: readonly { requests: number; failed: number; p99: number }[];
  orders: {
    /** Answered 2xx, warm-up included: so many must be in the database. */
    accepted: number;
    /** In the counted part. */
    acceptedWhileCounted: number;
    /** Answered, but not accepted (409 and the like). */
    refused: number;
    /** Not answered: in the database, or not. */
    unknown: number;
  };
  generator: {
    /** Of its whole process, while it counted. */
    cpuMs: number;
    /** Share of the counted time that it was busy, 1 where it was the bottleneck. */
    busy: number;
    /** Milliseconds, 99th percentile: from when a request was meant to start to when it did; 0 in a closed loop. */
    lateP99: number;
  };
}
