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

/** What pages and the terminal begin with. @param passed whether it also came to its end */
export function verdictInWords({ noticed, passed }: { noticed: boolean; passed: boolean }): string {
  if (noticed) return '✗ It was noticed';
  return passed ? '✓ Nobody noticed' : 'Nobody noticed';
}

/** Whether it came to its end, and nobody noticed. */
export const hasPassed = (record: MigrationRecord): boolean =>
  record.failure === undefined && record.at === record.to && !wasNoticed(record);
