import { sum } from 'simple-statistics';
import type { MigrationRecord } from './migration-record.ts';

/** That a module’s requests may be held while it is handed over; nobody takes a second for a failure. */
export const LONGEST_PAUSE_MS = 1_000;

export const violationsOf = ({ check }: MigrationRecord): number =>
  sum((check?.invariants ?? []).map(({ findings }) => findings.length));

/** Requests that failed. One that was answered long after its second was told is among the failures only. */
export const failedIn = ({ seconds, failures }: MigrationRecord): number =>
  Math.max(sum(seconds.map(({ failed }) => failed)), failures.length);

/** Whether a customer, a comparison or the checker noticed. */
export const wasNoticed = (record: MigrationRecord): boolean =>
  failedIn(record) > 0 ||
  record.pauses.some(({ ms }) => ms > LONGEST_PAUSE_MS) ||
  record.shadowReads.some(({ unexplained }) => unexplained > 0) ||
  violationsOf(record) > 0;

interface Judged {
  noticed: boolean;
  /** Whether it also came to its end. */
  passed: boolean;
  /** Customers’ requests meanwhile. */
  requests: number;
}

/** What a page’s verdict looks like: one that was stopped or undone did no harm that is known of. */
export const verdictTone = ({
  noticed,
  passed,
}: Omit<Judged, 'requests'>): 'passed' | 'failed' | 'unfinished' =>
  noticed ? 'failed' : passed ? 'passed' : 'unfinished';

/** What pages and the terminal begin with. */
export function verdictInWords({ noticed, passed, requests }: Judged): string {
  if (noticed) return '✗ It was noticed';
  const words = requests === 0 ? 'Nobody was there to notice' : 'Nobody noticed';
  return passed ? `✓ ${words}` : words;
}

/** Whether it came to its end, and nobody noticed. */
export const hasPassed = (record: MigrationRecord): boolean =>
  record.failure === undefined && record.at === record.to && !wasNoticed(record);
