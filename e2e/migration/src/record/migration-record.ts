import type { CheckReport } from '@twinshop/invariants';
import type { Phase } from '../engine/action.ts';

/** What a migration looked like, second by second, for whoever reads of it afterwards. Times are milliseconds since its begin. */
export interface MigrationRecord {
  format: 1;
  startedAt: string;
  endedAt: string;
  from: number;
  to: number;
  /** Where it ended. */
  at: number;
  command: string;
  stretches: readonly Stretch[];
  seconds: readonly Second[];
  pauses: readonly { atMs: number; module: string; ms: number }[];
  shadowReads: readonly {
    module: string;
    compared: number;
    equal: number;
    late: number;
    unexplained: number;
  }[];
  /** Why a step was not reached. */
  failure?: string;
  /** Undefined where nobody ordered for the migration’s sake. */
  check?: CheckReport;
}

/** An action, and how long it took. */
export interface Stretch {
  /** The step that was under way to. */
  step: number;
  phase: Phase;
  says: string;
  fromMs: number;
  toMs: number;
}

export interface Second {
  atMs: number;
  requests: number;
  failed: number;
  /** Milliseconds; undefined where nobody asked. */
  p50: number | undefined;
  p99: number | undefined;
  /** Bytes that a copy is behind; undefined where nothing is copied. */
  lagBytes: number | undefined;
}
