import type { CheckReport } from '@twinshop/invariants';
import type { ExpectationResult, RunRecord } from '../record/drill-record.ts';
import type { Tally } from '../traffic/tally.ts';
import type { Endpoint } from '../record/drill-record.ts';
import type { Sample } from '../watch/sample.ts';

/** All that a run has left to judge it by. */
export interface Evidence extends Pick<RunRecord, 'seconds' | 'timeline' | 'recovery'> {
  check: CheckReport;
  samples: readonly Sample[];
  /** Requests by when they were meant to start. */
  during: Readonly<Record<'control' | 'fault' | 'healing' | 'afterwards', ReadonlyMap<Endpoint, Tally>>>;
}

/** One expectation, judged. */
export type Judge = (evidence: Evidence) => ExpectationResult;
