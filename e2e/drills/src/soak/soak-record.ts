import type { CheckReport } from '@twinshop/invariants';
import type { DrillRecord, Variant } from '../record/drill-record.ts';
import type { ScheduledFault } from './schedule.ts';

/** All that a soak leaves behind, and all that its page is made of. JSON as it is. */
export interface SoakRecord extends Pick<
  DrillRecord,
  'seed' | 'command' | 'startedAt' | 'machine' | 'passed'
> {
  format: 1;
  /** What was asked for, on each variant. */
  orders: number;
  faults: number;
  runs: readonly SoakRun[];
}

/** One variant. Times are milliseconds since its customers began to come. */
export interface SoakRun {
  variant: Variant;
  accepted: number;
  /** Until nobody new came. */
  tookMs: number;
  played: readonly PlayedFault[];
  seconds: readonly SoakSecond[];
  /** What is wrong beside what the checker found: in sentences. */
  problems: readonly string[];
  check: CheckReport;
}

export interface PlayedFault extends ScheduledFault {
  says: string;
  fromMs: number;
  /** When it was healed, and a part that was killed was back. */
  toMs: number;
  /** Requests for an order that were under way meanwhile, and those of them without an answer that tells. */
  orders: number;
  unanswered: number;
}

export interface SoakSecond {
  /** When it began. */
  atMs: number;
  accepted: number;
  refused: number;
  indeterminate: number;
  /** Orders that were not final; undefined while the database can't be asked. */
  pending: number | undefined;
}
