import type { Band, Mark, Timeline } from '@twinshop/report';
import type { MigrationRecord, Stretch } from '../record/migration-record.ts';

/** A step that was taken, or tried: from its first action to its last. */
export interface TakenStep {
  /** That it led to. */
  to: number;
  fromMs: number;
  toMs: number;
  stretches: readonly Stretch[];
}

export function stepsTaken({ stretches }: MigrationRecord): TakenStep[] {
  const taken: { to: number; stretches: Stretch[] }[] = [];
  for (const stretch of stretches) {
    const last = taken.at(-1);
    if (last?.to === stretch.step) last.stretches.push(stretch);
    else taken.push({ to: stretch.step, stretches: [stretch] });
  }
  return taken.map(({ to, stretches }) => ({
    to,
    stretches,
    fromMs: stretches[0]!.fromMs,
    toMs: stretches.at(-1)!.toMs,
  }));
}

/** Seconds since the migration began, which all charts of the page share. */
export function timelineOf(record: MigrationRecord): Timeline {
  const taken = stepsTaken(record);
  const end = Math.max(record.seconds.length, (taken.at(-1)?.toMs ?? 0) / 1_000, 1);
  return {
    span: { from: 0, to: end },
    bands: taken.map(({ to, fromMs, toMs }, nth): Band => ({
      name: `to ${to}`,
      from: fromMs / 1_000,
      to: toMs / 1_000,
      tone: nth % 2 === 0 ? 'good' : 'quiet',
    })),
    marks: record.pauses.map(({ atMs, module, ms }): Mark => ({
      at: atMs / 1_000,
      says: `${module} is handed over: requests were held for ${Math.round(ms)} ms`,
      tone: 'warn',
    })),
  };
}
