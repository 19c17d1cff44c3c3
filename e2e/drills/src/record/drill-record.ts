import type { CheckReport } from '@twinshop/invariants';

export const VARIANTS = ['microservices', 'monolith'] as const;
export type Variant = (typeof VARIANTS)[number];

/** What customers do while a drill runs. */
export const ENDPOINTS = [
  'product page',
  'related products',
  'recommendations',
  'product list',
  'place order',
  'read order',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** All that a drill leaves behind, and all that its page is made of. JSON as it is. */
export interface DrillRecord {
  format: 1;
  drill: DrillFacts;
  seed: number;
  /** The command that replays this drill. */
  command: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  machine: { processors: number; memoryBytes: number; node: string; system: string };
  runs: readonly RunRecord[];
  /** Variants in which the drill has no meaning. */
  omitted: readonly { variant: Variant; why: string }[];
  passed: boolean;
}

export interface DrillFacts {
  name: string;
  title: string;
  /** The question that it answers. */
  question: string;
  /** What to look at while it runs. */
  watch: readonly string[];
  /** Why the shop survives, or what it loses where it does not. */
  why: readonly string[];
  /** Where that is in the code: paths below the workspace's root. */
  code: readonly { path: string; what: string }[];
}

/** One variant, in one configuration, under load: steady state, control, fault, healed, drained. Times are ms since its start. */
export interface RunRecord {
  variant: Variant;
  /** Guards that were switched off; their run shows what they are good for, and decides nothing. */
  without: readonly string[];
  phases: readonly { name: PhaseName; fromMs: number; toMs: number }[];
  timeline: readonly TimelineEvent[];
  seconds: readonly Second[];
  blastRadius: readonly EndpointImpact[];
  recovery: Recovery;
  expectations: readonly ExpectationResult[];
  check: CheckReport;
}

export type PhaseName = 'warm-up' | 'control' | 'fault' | 'healed' | 'drain';

export interface TimelineEvent {
  atMs: number;
  kind: 'fault' | 'heal' | 'breaker' | 'process' | 'milestone';
  says: string;
}

/** What was seen in one second of a run. */
export interface Second {
  /** When it began. */
  atMs: number;
  endpoints: Readonly<Partial<Record<Endpoint, Traffic>>>;
  /** Of breakers, as `caller→called`; where a caller has several replicas, the worst. */
  breakers: Readonly<Record<string, 'closed' | 'half-open' | 'open'>>;
  /** Calls that run, as `caller→called`; of all replicas together. */
  running: Readonly<Record<string, number>>;
  /** Jobs that wait or are at work, by queue. */
  queues: Readonly<Record<string, number>>;
  /** Messages that have not left an outbox, by owner: ms that the oldest has waited. */
  outboxAgeMs: Readonly<Record<string, number>>;
  /** Undefined while the database can't be asked. */
  ordersPending: number | undefined;
  /** Processes that are not ready. */
  unready: readonly string[];
}

export interface Traffic {
  /** Requests whose intended start lies in this second. */
  requests: number;
  /** Those without a 2xx: refused, broken off, or late. */
  failed: number;
  /** Those answered by a fallback. */
  degraded: number;
  /** Milliseconds from the intended start. Of all requests, those that failed included. */
  p50: number;
  p99: number;
  max: number;
}

/** An endpoint during the fault beside itself during the control. */
export interface EndpointImpact {
  endpoint: Endpoint;
  control: Impact;
  fault: Impact;
}

export interface Impact {
  requests: number;
  /** Shares, 0 to 1. */
  succeeded: number;
  degraded: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** Moments on the way back, in ms since the run's start; undefined for what never came, or was never needed. */
export interface Recovery {
  fault: number;
  /** Something in the shop has noticed: a breaker opened, a process is not ready, an answer was an error. */
  detected: number | undefined;
  /** Answers come by a fallback, or orders wait. */
  degraded: number | undefined;
  healed: number;
  /** All answers are as they were in the control, breakers closed, queues drained. */
  recovered: number | undefined;
}

export interface ExpectationResult {
  /** In words: `product pages are answered 200`. */
  says: string;
  /** In words, with its unit: `100%`. */
  bar: string;
  measured: string;
  met: boolean;
}
