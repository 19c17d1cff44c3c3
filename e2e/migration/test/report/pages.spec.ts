import { describe, expect, it } from '@jest/globals';
import { markupOf, sectionOf, textOf } from '@twinshop/report';
import { migrationPage } from '../../src/report/migration-page.ts';
import { roundsPage } from '../../src/rounds/rounds-page.ts';
import { wayOf } from '../../src/rounds/rounds-record.ts';
import { sample } from './sample.ts';

describe('the page of a migration', () => {
  it('says that nobody noticed', () => {
    expect(textOf(migrationPage(sample))).toContain('✓ Nobody noticed');
  });

  it('says that nobody was there to notice where there were no customers', () => {
    const alone = { ...sample, seconds: [] };
    expect(textOf(migrationPage(alone))).toContain('✓ Nobody was there to notice');
  });

  it('tells of each step what it took, and how much longer answers took than at rest', () => {
    const steps = textOf(sectionOf(migrationPage(sample), 'steps'));
    expect(steps).toContain('3 → 4 Payments leave, with their data 2 s 17 ms 0 60 ms ×1.2');
    expect(steps).toContain('40 ms at step 3 and 50 ms at step 4');
  });

  it('tells of a step that was undone that it was, and that who owned it does so again', () => {
    const leg = { from: 4, to: 3, undoes: true } as const;
    const page = migrationPage({
      ...sample,
      at: 3,
      failure: 'Step 4 was not reached',
      steps: [...sample.steps, { ...leg, fromMs: 3_000, toMs: 4_000, seen: { requests: 0, failed: 0 } }],
      stretches: [
        ...sample.stretches,
        { ...leg, phase: 'cut over', says: 'payment is handed over', fromMs: 3_000, toMs: 4_000 },
      ],
    });
    expect(textOf(sectionOf(page, 'steps'))).toContain('4 → 3 Step 4 is undone');
    expect(markupOf(page)).toContain('monolith from second 0, payment from second 3, monolith from second 4');
  });

  it('has no step where there was only something to tidy up', () => {
    const page = migrationPage({
      ...sample,
      from: 4,
      steps: [],
      stretches: [{ from: 4, to: 4, phase: 'clean up', says: 'it is deleted', fromMs: 0, toMs: 100 }],
    });
    expect(textOf(sectionOf(page, 'actions'))).toContain('4 clean up it is deleted');
  });

  it('says that it was noticed where the only request that failed was answered too late to be counted', () => {
    const late = { ...sample, failures: [{ atMs: 2_100, what: 'place order', says: 'no answer' }] };
    expect(textOf(migrationPage(late))).toContain('✗ It was noticed');
  });

  it('draws who answered, and how far the copies were behind', () => {
    const page = markupOf(migrationPage(sample));
    expect(page).toContain('Requests a second that each process answered: monolith, catalog');
    expect(page).toContain('Kibibytes of PostgreSQL’s log that the copies were behind');
  });

  it('says what customers were told who were not answered, and what was done meanwhile', () => {
    const failed = {
      ...sample,
      seconds: sample.seconds.map((second) => ({ ...second, failed: 1 })),
      failures: [{ atMs: 2_100, what: 'place order', says: '502 Bad Gateway' }],
    };
    const page = migrationPage(failed);
    expect(textOf(page)).toContain('✗ It was noticed');
    expect(textOf(sectionOf(page, 'failures'))).toContain(
      '+2.1 s place order 502 Bad Gateway payment is handed over',
    );
  });
});

describe('the page of many rounds', () => {
  const rounds = (ways: (typeof sample)[]): string =>
    roundsPage({
      format: 1,
      startedAt: sample.startedAt,
      endedAt: sample.endedAt,
      command: './shop migrate --rounds 1',
      rounds: 1,
      ways: ways.map((record, index) => wayOf(record, String(index))),
    });

  it('says that nobody noticed where all ways were taken and none was noticed', () => {
    expect(textOf(rounds([sample, sample]))).toContain('✓ Nobody noticed');
  });

  it.each([
    ['a way is missing', [sample]],
    ['the shop did not arrive', [sample, { ...sample, at: 3, failure: 'Step 4 was not reached' }]],
  ])('says that nobody noticed, and does not pass, where %s', (_, ways) => {
    expect(textOf(rounds(ways))).not.toContain('✓ Nobody noticed');
    expect(textOf(rounds(ways))).toContain('Nobody noticed 1 of 2 ways');
  });

  it('says that it was noticed where a request was held for too long', () => {
    const slow = { ...sample, pauses: [{ ...sample.pauses[0]!, ms: 1_001 }] };
    expect(textOf(rounds([sample, slow]))).toContain('✗ It was noticed');
  });

  it('tells ways that only did not arrive from those that were noticed', () => {
    const stopped = { ...sample, at: 3, failure: 'It was stopped' };
    const slow = { ...sample, pauses: [{ ...sample.pauses[0]!, ms: 1_001 }] };
    expect(sectionOf(rounds([sample, stopped]), 'ways')).toContain('– did not arrive It was stopped');
    expect(sectionOf(rounds([sample, slow]), 'ways')).toContain('✗ noticed');
  });

  it('compares each step over all ways with the shop left alone', () => {
    const slow = {
      ...sample,
      steps: [{ ...sample.steps[0]!, seen: { requests: 60, failed: 0, p50: 9, p99: 100 } }],
    };
    expect(textOf(sectionOf(rounds([sample, slow]), 'steps'))).toContain('3 → 4 ×1.2 ×1.6 ×2');
  });
});
