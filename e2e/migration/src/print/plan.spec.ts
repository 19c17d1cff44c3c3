import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { MigrationState } from '../state/migration-state.ts';
import { planInWords } from './plan.ts';

const KEPT = 'catalog is no longer copied back, and what it left is deleted';

const at = (step: number, notCleanedUp?: number): MigrationState => ({
  format: 1,
  startedAt: '',
  from: 0,
  to: step,
  at: step,
  epoch: 1,
  ...(notCleanedUp !== undefined && { notCleanedUp }),
});

const plan = (...args: Parameters<typeof planInWords>): string | undefined => {
  const words = planInWords(...args);
  return words === undefined ? undefined : stripVTControlCharacters(words);
};

describe('the plan of a migration', () => {
  it('has each step, with its pattern and all that is done', () => {
    const words = plan(3, 5, at(3), false)!;
    expect(words).toContain('Step 3 → 4: Payments leave, with their data\n  Database per service');
    expect(words).toContain('Step 4 → 5: The catalogue leaves');
    expect(words).toContain('  cut over  catalog is handed over');
    expect(words).toContain('What can be undone until when');
    expect(words).not.toContain(KEPT);
  });

  it('says what is taken away in the end', () => {
    expect(plan(4, 5, at(4), true)).toContain(KEPT);
    expect(plan(5, 4, at(5, 5), true)).toContain(KEPT);
    expect(plan(5, 5, at(5, 5), true)).toContain(KEPT);
  });

  it.each([
    ['the shop is there', at(5, 5), false],
    ['nothing is kept', at(5), true],
    ['there was no migration', undefined, true],
  ])('is none where %s', (_, begun, finish) => expect(plan(5, 5, begun, finish)).toBeUndefined());

  it('says that a step under way to elsewhere is undone first', () => {
    const underWay = { to: 6, shopStartedAt: '', startAt: 5, action: 2, isRollback: false };
    expect(plan(5, 4, { ...at(5), underWay }, false)).toContain(
      'on its way from step 5 to step 6: that is undone',
    );
  });
});
