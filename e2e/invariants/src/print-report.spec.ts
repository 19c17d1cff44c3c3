import { describe, expect, it } from '@jest/globals';
import type { CheckReport, Finding } from './check-report.ts';
import { printedReport } from './print-report.ts';

const lost = (nth: number): Finding => ({
  invariant: 1,
  word: 'lost',
  subject: { kind: 'order', id: `order-${nth}` },
  says: `The order order-${nth} was accepted and is lost`,
});
const report = (violations: number): CheckReport => ({
  checkedAt: '2026-11-01T00:00:00.000Z',
  variant: 'monolith',
  drainedAfterMs: 1_234,
  operations: { ok: 12_000, failed: 1, indeterminate: 3, recovered: 2 },
  invariants: [
    {
      number: 1,
      says: 'Each order is there',
      checked: { count: 12_000, what: 'operations' },
      findings: Array.from({ length: violations }, (_, nth) => lost(nth)),
    },
    { number: 5, says: 'Each message is taken', checked: undefined, findings: [] },
  ],
});

describe('a printed report', () => {
  it('says what was looked at', () => {
    const text = printedReport(report(0));
    expect(text).toContain('The shop (monolith) is at rest after 1.2 s.');
    expect(text).toContain('12,000 are ok, 1 failed, 3 indeterminate (2 of them recovered)');
    expect(text).toMatch(/1 │ Each order is there +│ 12,000 operations +│ ok/);
    expect(text).toMatch(/5 │ Each message is taken +│ nothing of the kind +│ –/);
  });

  it('names the violations', () => {
    expect(printedReport(report(1))).toMatch(
      /1: 1 violation\n {2}lost +The order order-0 was accepted and is lost/,
    );
  });

  it('names the first twenty, and says how many more there are', () => {
    const text = printedReport(report(1_022));
    expect(text).toContain('1,022 violations');
    expect(text).toContain('order-19 ');
    expect(text).not.toContain('order-20 ');
    expect(text).toContain('… and 1,002 more');
  });
});
