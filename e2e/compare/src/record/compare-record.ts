/** Everything that a comparison found, as it is written to `compare.json`: what the report is made from, and nothing else. */
export interface CompareRecord {
  format: 1;
  /** RFC 3339, UTC. */
  startedAt: string;
  endedAt: string;
  plan: string;
  seed: number;
  /** That does the same again. */
  command: string;
  machine: { cpu: string; cores: number; memoryGb: number; system: string };
  versions: Readonly<Record<string, string>>;
  fence: Fence;
  /** Two: what is compared. In an A/A run both are the same variant. */
  arms: readonly [Arm, Arm];
  comparisons: readonly Comparison[];
  sweeps: readonly Sweep[];
  /** Runs that were refused and done again, or could not be. */
  refused: readonly Refused[];
  /** What such shops can’t be asked for, a sentence each; nothing unless told. */
  leftOut?: readonly string[];
  /** Whether all that was to be measured was. */
  isComplete: boolean;
}

export interface Refused {
  /** Undefined where a whole experiment broke off. */
  arm?: ArmKey;
  experiment: string;
  because: string;
}

export type ArmKey = 'a' | 'b';

export interface Arm {
  key: ArmKey;
  /** `monolith`, `services`; in an A/A run `monolith` and `monolith again`. */
  title: string;
  topology: string;
  processes: readonly string[];
}

/** What holds both variants to the same resources. */
export interface Fence {
  kind: 'cgroup' | 'affinity' | 'containers' | 'none';
  /** Processors' worth of time for the whole shop, undefined where nothing limits it. */
  cpus?: number;
  memoryMb?: number;
  /** Plain words for the report: what was limited how, and where the load came from. */
  words: string;
}

export const GROUPS = ['throughput', 'latency', 'cost', 'footprint', 'resilience', 'change'] as const;
export type Group = (typeof GROUPS)[number];

/** One figure, measured several times on either side. */
export interface Comparison {
  /** Such as `checkout.orders-per-second`. */
  id: string;
  group: Group;
  /** Such as `Orders at their end`. */
  title: string;
  /** Such as `a second`, `ms`, `ms of CPU an order`, `%`. */
  unit: string;
  better: 'higher' | 'lower';
  /** One sentence: what was done, and counted how. */
  how: string;
  /** By round: the nth of both were measured next to each other, in random order. */
  samples: Readonly<Record<ArmKey, readonly number[]>>;
  /** For the one-screen summary. */
  isHeadline: boolean;
}

/** The same figure while something is turned up. */
export interface Sweep {
  id: string;
  title: string;
  /** Such as `requests a second offered`. */
  x: string;
  /** Whether x is drawn by its logarithm. */
  logarithmic: boolean;
  y: string;
  unit: string;
  better: 'higher' | 'lower';
  how: string;
  points: readonly { at: number; samples: Readonly<Record<ArmKey, readonly number[]>> }[];
}
