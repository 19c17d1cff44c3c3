import type { HistoricDay } from './real-day/historic-day.ts';
import type { Market } from './market/market.ts';

/** What customers do in a run. */
export const SCENARIOS = ['browse', 'search', 'checkout', 'mixed', 'flash-sale', 'replay'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/**
 * How visits follow each other: at a constant rate whatever becomes of them (latency counts from when each was meant to
 * start), from so many customers who each come again when their visit is over, or at the times of a real day, which
 * passes `speedUp` times as fast; its orders are played by the scenario `replay`, and by no other.
 */
export type Loop =
  | { kind: 'open'; perSecond: number }
  | { kind: 'closed'; customers: number }
  | { kind: 'history'; day: HistoricDay; speedUp: number };

export interface LoadPlan {
  /** The shop's public address. */
  url: string;
  scenario: Scenario;
  loop: Loop;
  /** Of load before anything is counted. */
  warmUpSeconds: number;
  /** That are counted. */
  seconds: number;
  /** The same visits in the same order, but for the orders' keys: with those of an earlier run nothing would be ordered. */
  seed: number;
  /** Customers and products, as `openMarket` gave them for this shop. */
  market: Market;
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

/**
 * Requests that were meant to start in a stretch of time, whenever they were answered. Where a visit is of several, one is
 * meant to start when the one before it is answered.
 */
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
  /** When the warm-up began. */
  beganAtMs: number;
  all: Counted;
  /** All that were sent. */
  requestsWithWarmUp: number;
  /** That began in the counted part. */
  visits: number;
  byRequest: Partial<Record<RequestKind, Counted>>;
  /** Every second of the counted part, for those who look at it over time. */
  bySecond: readonly { requests: number; failed: number; p99: number }[];
  orders: {
    /** Distinct ones that were answered 2xx, warm-up included: so many must be in the database. */
    accepted: number;
    /** Of those, the ones that were meant to be placed in the counted part. */
    acceptedWhileCounted: number;
    /** Answered 4xx: not in the database, or that is a bug. */
    refused: number;
    /** Not answered, or with a 5xx, which may come of a gateway that lost sight of the request: in the database, or not. */
    unknown: number;
  };
  generator: {
    /** Of its whole process, while it counted. */
    cpuMs: number;
    /** The same from its start to its end. */
    cpuMsInAll: number;
    /** Processors' worth of time that it used while it counted: near 1 it was the bottleneck. */
    busy: number;
    /** Share of the counted time that its event loop was not waiting; more than `busy` where it waited for a processor. */
    loopBusy: number;
    /** Milliseconds, 99th percentile: from when a visit was meant to start to when it did; 0 in a closed loop. */
    lateP99: number;
    /** Visits that began when every customer was busy, and so did without the cart. More customers make it 0. */
    withoutCart: number;
    /** The core that it was held to; undefined where it could not be. */
    pinnedTo?: number;
  };
}
