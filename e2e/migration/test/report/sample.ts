import type { MigrationRecord } from '../../src/record/migration-record.ts';

/** A short way with payments in it, of which customers had nothing. */
export const sample: MigrationRecord = {
  format: 1,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: '2026-01-01T10:00:04.000Z',
  from: 3,
  to: 4,
  at: 4,
  command: './shop migrate --to 4 --load 30',
  rests: [
    { step: 3, fromMs: 0, toMs: 1_000, seen: { requests: 30, failed: 0, p50: 5, p99: 40 } },
    { step: 4, fromMs: 3_000, toMs: 4_000, seen: { requests: 30, failed: 0, p50: 6, p99: 50 } },
  ],
  steps: [{ from: 3, to: 4, fromMs: 1_000, toMs: 3_000, seen: { requests: 60, failed: 0, p50: 8, p99: 60 } }],
  stretches: [
    { from: 3, to: 4, phase: 'prepare', says: 'PostgreSQL copies payment', fromMs: 1_000, toMs: 2_000 },
    { from: 3, to: 4, phase: 'cut over', says: 'payment is handed over', fromMs: 2_000, toMs: 3_000 },
  ],
  seconds: [0, 1, 2, 3].map((second) => ({
    atMs: second * 1_000,
    requests: 30,
    failed: 0,
    p50: 6,
    p99: 50,
    ...(second > 1 && { lagBytes: 2_048 }),
    answered: { monolith: 20, catalog: 10 },
  })),
  failures: [],
  sentAgain: 0,
  pauses: [{ atMs: 2_500, module: 'payment', ms: 17 }],
  shadowReads: [{ module: 'catalog', compared: 500, equal: 498, late: 2, unexplained: 0 }],
};
