import { describe, expect, it } from '@jest/globals';
import type { CompareRecord } from '@twinshop/compare';
import type { MigrationRecord } from '@twinshop/migration';
import { withComparison, withMigrations } from './measured.ts';
import { comparisonOf, migrationFrom } from './records.fixture.ts';

describe('a comparison of two steps', () => {
  it('is kept with the step that it leads to', () => {
    const known = withComparison({}, comparisonOf(4));
    expect(Object.keys(known)).toEqual(['4']);
    expect(known[4]!.compared).toMatchObject({ measuredOn: '2026-03-01', refused: 1 });
  });

  it('takes the place of an earlier one, and of nothing else', () => {
    const before = withMigrations(withComparison({}, comparisonOf(4)), [migrationFrom(3, 4)]);
    const after = withComparison(before, { ...comparisonOf(4), command: 'again' } satisfies CompareRecord);
    expect(after[4]!.compared!.command).toBe('again');
    expect(after[4]!.there).toEqual(before[4]!.there);
  });

  it.each<[string, CompareRecord, string]>([
    ['was not brought to its end', { ...comparisonOf(4), isComplete: false }, 'not measured to the end'],
    ['lacks a figure', { ...comparisonOf(4), comparisons: [] }, 'has no "usual-day.p50"'],
    ['has too few rounds that count', comparisonOf(4, 4), 'of 5 rounds that count'],
    [
      'is of something else',
      { ...comparisonOf(4), arms: comparisonOf(2).arms.toReversed() as never },
      'no step of the walk',
    ],
  ])('is refused where it %s', (_, record, says) => {
    expect(() => withComparison({}, record)).toThrow(says);
  });

  it('is refused where it is no comparison at all', () =>
    expect(() => withComparison({}, { format: 1 })).toThrow('startedAt'));
});

describe('a migration', () => {
  it('says of each step how long it took, what was held, and what customers had of it', () => {
    const { 4: payments, 5: catalogue } = withMigrations({}, [migrationFrom(3, 5)]);
    expect(payments!.there).toMatchObject({
      tookMs: 10_000,
      pauseMs: 42,
      requests: 200,
      failed: 0,
      shadowReads: null,
    });
    expect(catalogue!.there).toMatchObject({
      pauseMs: null,
      shadowReads: { compared: 2_000, different: 0 },
    });
  });

  it('is kept with the same steps on the way back', () => {
    const known = withMigrations({}, [migrationFrom(3, 5), migrationFrom(5, 3)]);
    expect(Object.keys(known)).toEqual(['4', '5']);
    expect(known[5]).toMatchObject({ there: { tookMs: 10_000 }, back: { tookMs: 10_000 } });
  });

  it('is one of many: what was in the middle, the longest pause, and all that was asked', () => {
    const slow = { ...migrationFrom(3, 5), pauses: [{ atMs: 1_000, module: 'payment', ms: 90 }] };
    const hurried = withP99(migrationFrom(3, 5), 50);
    const { 4: payments } = withMigrations({}, [migrationFrom(3, 5), slow, hurried]);
    expect(payments!.there).toMatchObject({
      ways: 3,
      tookMs: 10_000,
      pauseMs: 90,
      requests: 600,
      p99Ms: 30,
      againstRest: { least: 1.2, middle: 1.2, most: 2 },
    });
  });

  it.each<[string, MigrationRecord, string]>([
    [
      'did not come to its end',
      { ...migrationFrom(3, 5), at: 4, failure: 'It was slow.' },
      'ended at step 4',
    ],
    ['had no customers', withoutCustomers(migrationFrom(3, 5)), '--load'],
  ])('is refused where it %s', (_, record, says) => {
    expect(() => withMigrations({}, [record])).toThrow(says);
  });
});

function withoutCustomers(record: MigrationRecord): MigrationRecord {
  return { ...record, steps: record.steps.map((step) => ({ ...step, seen: { requests: 0, failed: 0 } })) };
}

function withP99(record: MigrationRecord, p99: number): MigrationRecord {
  return { ...record, steps: record.steps.map((step) => ({ ...step, seen: { ...step.seen, p99 } })) };
}
