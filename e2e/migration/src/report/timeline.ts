import type { Band, Mark, Timeline } from '@twinshop/report';
import type { MigrationRecord } from '../record/migration-record.ts';

/** Seconds since the migration began, which all charts of the page share. */
export function timelineOf(record: MigrationRecord): Timeline {
  const end = Math.max(record.seconds.length, (record.steps.at(-1)?.toMs ?? 0) / 1_000, 1);
  return {
    span: { from: 0, to: end },
    bands: record.steps.map(({ to, fromMs, toMs }, nth): Band => ({
      name: `to ${to}`,
      from: fromMs / 1_000,
      to: toMs / 1_000,
      tone: nth % 2 === 0 ? 'good' : 'quiet',
    })),
    marks: record.pauses.map(({ atMs, module, ms }): Mark => ({
      at: atMs / 1_000,
      says: `${module} is handed over: requests and messages were held for ${Math.round(ms)} ms`,
      tone: 'warn',
    })),
  };
}
