import type { CheckReport } from '@twinshop/invariants';
import type { Leg, Phase } from '../engine/action.ts';

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
  /** The shop left alone, before the first step and after the last: what the steps are held against. */
  rests: readonly Rest[];
  steps: readonly TakenStep[];
  stretches: readonly Stretch[];
  seconds: readonly Second[];
  /** The first hundred requests that were not answered as they should be. */
  failures: readonly Failure[];
  /** Requests whose kept connection was closed just as they came along on it, and which were sent again, as browsers do. */
  sentAgain: number;
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
export interface Stretch extends Leg {
  phase: Phase;
  says: string;
  fromMs: number;
  toMs: number;
}

/** What customers had of a stretch of time. */
export interface Experience {
  requests: number;
  /** Without the answer that there should have been. */
  failed: number;
  /** Milliseconds from the moment that each request was meant to start; not there where nobody asked. */
  p50?: number;
  p99?: number;
}

export interface Failure {
  /** When it was meant to start. */
  atMs: number;
  what: string;
  /** The answer, or why there was none. */
  says: string;
}

export interface Rest {
  /** Where the shop was. */
  step: number;
  fromMs: number;
  toMs: number;
  seen: Experience;
}

/** A step that was begun, whether it was reached or not, or was undone. */
export interface TakenStep extends Leg {
  fromMs: number;
  toMs: number;
  seen: Experience;
}

export interface Second extends Experience {
  atMs: number;
  /** Bytes that the copy which is furthest behind is behind; not there where nothing is copied. */
  lagBytes?: number;
  /** Requests of the public kind that each process has answered, also those of one process to another. */
  answered?: Readonly<Record<string, number>>;
  /** Of these, answers of 500. */
  faults?: number;
}
