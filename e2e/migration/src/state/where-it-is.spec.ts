import { describe, expect, it } from '@jest/globals';
import type { MigrationState } from './migration-state.ts';
import { whereItIs } from './where-it-is.ts';

const begun = (state: Partial<MigrationState>): MigrationState => ({
  format: 1,
  startedAt: '',
  from: 0,
  to: 7,
  at: 3,
  epoch: 0,
  ...state,
});
const underWay = { to: 4, shopStartedAt: '', startAt: 3, action: 1, isRollback: false };

describe('where a migration goes on from', () => {
  it('is the step of the shop that runs, where none was begun', () =>
    expect(whereItIs('step-5', undefined)).toBe(5));

  it('is the step that was reached whole, whether or not the shop is called after the next one already', () => {
    expect(whereItIs('step-3', begun({}))).toBe(3);
    expect(whereItIs('step-3', begun({ underWay }))).toBe(3);
    expect(whereItIs('step-4', begun({ underWay }))).toBe(3);
  });

  it('is refused for a shop that can’t be there: another one was started', () => {
    expect(() => whereItIs('step-0', begun({}))).toThrow('./shop up step-3');
    expect(() => whereItIs('step-5', begun({ underWay }))).toThrow('./shop up step-3');
    expect(() => whereItIs('microservices', begun({ at: 7 }))).toThrow('./shop up step-7');
  });

  it('is refused for a shop that is no step', () =>
    expect(() => whereItIs('monolith', undefined)).toThrow('which is no step of the migration'));
});
