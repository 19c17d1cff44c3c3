import type { OperationCounts } from '../check-report.ts';
import { fateOf, type History } from './history.ts';

export function countOperations({ operations }: History): OperationCounts {
  const counts = { ok: 0, failed: 0, indeterminate: 0, recovered: 0 };
  for (const operation of operations) {
    const kind = operation.outcome?.kind ?? 'indeterminate';
    counts[kind] += 1;
    if (kind === 'indeterminate' && fateOf(operation).kind !== 'indeterminate') counts.recovered += 1;
  }
  return counts;
}
