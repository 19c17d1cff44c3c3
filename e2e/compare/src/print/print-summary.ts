import type { CompareRecord } from '../record/compare-record.ts';
import { summaryOf } from './summary.ts';

export function printSummary(record: CompareRecord): void {
  process.stdout.write(`\n${summaryOf(record)}\n`);
}
