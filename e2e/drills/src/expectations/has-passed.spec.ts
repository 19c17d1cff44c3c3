import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from '../record/drill-record.ts';
import { hasPassed } from './has-passed.ts';

const run = (met: readonly boolean[], ...without: string[]): RunRecord =>
  ({ without, expectations: met.map((each) => ({ met: each })) }) as unknown as RunRecord;

describe('a drill has passed', () => {
  it('where every expectation of every run was met', () => {
    expect(hasPassed([run([true, true]), run([true])])).toBe(true);
    expect(hasPassed([run([true, true]), run([true, false])])).toBe(false);
  });

  it('whatever became of the shop without a guard', () =>
    expect(hasPassed([run([true]), run([false], 'breaker')])).toBe(true));

  it('not where it was run without a guard only, or not at all', () => {
    expect(hasPassed([run([true], 'breaker')])).toBe(false);
    expect(hasPassed([])).toBe(false);
  });
});
