import { describe, expect, it } from '@jest/globals';
import type { SoakRecord, SoakRun } from '../soak-record.ts';
import { soakPage } from './soak-page.ts';

const run = (wrong: Partial<SoakRun> = {}): SoakRun => ({
  variant: 'microservices',
  accepted: 4_670,
  tookMs: 196_000,
  played: [
    {
      kind: 'black-hole',
      fault: { kind: 'link', before: 'order', fault: { kind: 'blackhole' } },
      says: 'The way to order: kind blackhole',
      afterMs: 0,
      forMs: 3_000,
      fromMs: 10_000,
      toMs: 13_000,
      orders: 353,
      unanswered: 33,
    },
  ],
  seconds: [{ atMs: 0, accepted: 20, refused: 0, indeterminate: 3, pending: undefined }],
  problems: [],
  check: {
    checkedAt: '2026-11-25T13:44:00.000Z',
    variant: 'microservices',
    drainedAfterMs: 971,
    operations: { ok: 4_947, failed: 0, indeterminate: 369, recovered: 369 },
    invariants: [
      {
        number: 2,
        says: 'Each confirmed order is paid once',
        checked: { count: 9_277, what: 'orders' },
        findings: [],
      },
    ],
  },
  ...wrong,
});

const pageOf = (wrong: Partial<SoakRun> = {}, passed = true): string => {
  const record: SoakRecord = {
    format: 1,
    seed: 11,
    command: './shop soak --seed 11',
    startedAt: '2026-11-25T13:39:00.000Z',
    machine: { processors: 2, memoryBytes: 25e9, node: 'v24', system: 'Linux' },
    orders: 3_000,
    faults: 1,
    runs: [run(wrong)],
    passed,
  };
  return soakPage(record)
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
};

describe('The page of a soak', () => {
  it('says how it went, amid what, and how to see it again', () => {
    const text = pageOf();
    expect(text).toContain('✓ Passed 4,670 orders accepted amid 1 fault: every promise was kept.');
    expect(text).toContain('./shop soak --seed 11');
    expect(text).toContain('The way to order: kind blackhole');
    expect(text).toContain('black-hole 1 3 s 353 33');
  });

  it('names what is wrong', () => {
    const problems = ['order-2 ended by itself, 12 s after the start'];
    const text = pageOf({ problems }, false);
    expect(text).toContain('✗ Failed');
    expect(text).toContain('Services: order-2 ended by itself, 12 s after the start.');
  });
});
