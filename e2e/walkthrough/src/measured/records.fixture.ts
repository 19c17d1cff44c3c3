import type { CompareRecord } from '@twinshop/compare';
import type { MigrationRecord } from '@twinshop/migration';
import { FIGURES } from './compared-step.ts';

const STEP_MS = 10_000;

/** Of a step beside the one before it, in which the later one is always a tenth above. */
export function comparisonOf(step: number, rounds = 5): CompareRecord {
  const arm = (key: 'a' | 'b', of: number) => ({
    key,
    title: `step ${of}`,
    topology: `step-${of}`,
    processes: [],
  });
  return {
    format: 1,
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: '2026-03-01T10:02:00.000Z',
    plan: 'chosen',
    seed: 7,
    command: `./shop walkthrough --measure ${step} --seed 7`,
    machine: { cpu: 'A processor', cores: 2, memoryGb: 8, system: 'Linux' },
    versions: {},
    fence: { kind: 'none', words: 'Nothing limited either shop.' },
    arms: [arm('a', step - 1), arm('b', step)],
    comparisons: FIGURES.map((id) => ({
      id,
      group: 'cost',
      title: id,
      unit: 'ms',
      better: 'lower',
      how: '',
      samples: { a: Array<number>(rounds).fill(10), b: Array<number>(rounds).fill(11) },
      isHeadline: false,
    })),
    sweeps: [],
    refused: [{ experiment: 'usual-day', because: 'The machine was noisy.' }],
    isComplete: true,
  };
}

/** Ten seconds a step, and the first hands something over with a pause; the catalogue is read on both sides. */
export function migrationFrom(from: number, to: number): MigrationRecord {
  const direction = Math.sign(to - from);
  const seen = { requests: 200, failed: 0, p50: 5, p99: 30 };
  const rest = (step: number) => ({ step, fromMs: 0, toMs: 0, seen: { ...seen, p99: 25 } });
  return {
    format: 1,
    startedAt: '2026-03-01T11:00:00.000Z',
    endedAt: '2026-03-01T11:01:00.000Z',
    from,
    to,
    at: to,
    command: `./shop migrate --to ${to} --load 20 --yes`,
    rests: [rest(from), rest(to)],
    steps: Array.from({ length: Math.abs(to - from) }, (_, nth) => ({
      from: from + direction * nth,
      to: from + direction * (nth + 1),
      fromMs: nth * STEP_MS,
      toMs: (nth + 1) * STEP_MS,
      seen,
    })),
    stretches: [],
    seconds: [],
    failures: [],
    sentAgain: 0,
    pauses: [{ atMs: 5_000, module: 'payment', ms: 42.4 }],
    shadowReads: [{ module: 'catalog', compared: 2_000, equal: 1_997, late: 3, unexplained: 0 }],
  };
}
