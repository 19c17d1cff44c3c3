import { ENDPOINTS, type ExpectationResult } from '../record/drill-record.ts';
import { Tally } from '../traffic/tally.ts';
import type { Evidence, Judge } from './judge.ts';

const nobody = (): Evidence['during']['fault'] =>
  new Map(ENDPOINTS.map((endpoint) => [endpoint, new Tally()]));

const NOTHING_HAPPENED: Evidence = {
  seconds: [],
  samples: [],
  timeline: [],
  recovery: { fault: 0, detected: undefined, degraded: undefined, healed: 0, recovered: undefined },
  check: { checkedAt: '', variant: '', drainedAfterMs: 0, operations: undefined, invariants: [] },
  during: { control: nobody(), fault: nobody(), healing: nobody(), afterwards: nobody() },
};

/** What judges will hold a run to, before there is one. */
export const barsOf = (judges: readonly Judge[]): Pick<ExpectationResult, 'says' | 'bar'>[] =>
  judges.map((judge) => judge(NOTHING_HAPPENED)).map(({ says, bar }) => ({ says, bar }));
