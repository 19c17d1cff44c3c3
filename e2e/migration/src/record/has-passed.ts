import type { MigrationRecord } from './migration-record.ts';

/** That a module’s requests may be held while it is handed over; nobody takes a second for a failure. */
export const LONGEST_PAUSE_MS = 1_000;

export const violationsOf = ({ check }: MigrationRecord): number =>
  check?.invariants.reduce((sum, { findings }) => sum + findings.length, 0) ?? 0;

/** Whether a customer, a comparison or the checker noticed. */
export const wasNoticed = (record: MigrationRecord): boolean =>
  record.seconds.some(({ failed }) => failed > 0) ||
  record.pauses.some(({ ms }) => ms > LONGEST_PAUSE_MS) ||
  record.shadowReads.some(({ unexplained }) => unexplained > 0) ||
  violationsOf(record) > 0;

interface Judged {
  noticed: boolean;
  /** Whether it also came to its end. */
  passed: boolean;
}

/** What a page’s verdict looks like: one that was stopped or undone did no harm that is known of. */
export const verdictTone = ({ noticed, passed }: Judged): 'passed' | 'failed' | 'unfinished' =>
  noticed ? 'failed' : passed ? 'passed' : 'unfinished';

/** What pages and the terminal begin with. */
export function verdictInWords({ noticed, passed }: Judged): string {
  if (noticed) return '✗ It was noticed';
  return passed ? '✓ Nobody noticed' : 'Nobody noticed';
}

/** Whether it came to its end, and nobody noticed. */
export const hasPassed = (record: MigrationRecord): boolean =>
  record.failure === undefined && record.at === record.to && !wasNoticed(record);
