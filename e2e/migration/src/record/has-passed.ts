import type { MigrationRecord } from './migration-record.ts';

export const violationsOf = ({ check }: MigrationRecord): number =>
  check?.invariants.reduce((sum, { findings }) => sum + findings.length, 0) ?? 0;

/** Whether it came to its end, and neither a customer nor the checker noticed. */
export const hasPassed = (record: MigrationRecord): boolean =>
  record.failure === undefined &&
  record.at === record.to &&
  record.seconds.every(({ failed }) => failed === 0) &&
  record.shadowReads.every(({ unexplained }) => unexplained === 0) &&
  violationsOf(record) === 0;
