import type { MigrationRecord } from './migration-record.ts';

/** What the slowest hundredth may take in a step, as a multiple of what it takes where the shop is left alone. */
export const MOST = 1.5;

export interface AgainstRest {
  to: number;
  /** Of p99 in the step to that at rest, before or after the whole way, whichever took longer. */
  ratio: number;
}

/** How much longer answers took while a step was taken; none where nobody asked, or nobody waited for a rest. */
export function againstRest({ steps, rests }: Pick<MigrationRecord, 'steps' | 'rests'>): AgainstRest[] {
  const atRest = Math.max(...rests.map(({ seen }) => seen.p99 ?? 0));
  if (!(atRest > 0)) return [];
  return steps.flatMap(({ to, seen }) => (seen.p99 === undefined ? [] : [{ to, ratio: seen.p99 / atRest }]));
}
