import { beforeAll, describe, expect, it } from '@jest/globals';
import { countRunningCode, type RunningCode } from './running-code.ts';

describe('the code that a shop runs', () => {
  let code: Map<number, RunningCode>;
  beforeAll(async () => {
    code = await countRunningCode();
  });

  it('is the same behind a gateway', () => {
    const { before, after, added, removed } = code.get(1)!;
    expect(before).toBeGreaterThan(5_000);
    expect({ after, added, removed }).toEqual({ after: before, added: 0, removed: 0 });
  });

  it('grows by messages and a saga where modules are taken apart, and loses what the one transaction was', () => {
    const { before, added, removed } = code.get(2)!;
    expect(added).toBeGreaterThan(0.2 * before);
    expect(removed).toBeGreaterThan(0);
  });

  it('grows by no more than a service’s own wiring where a module leaves', () => {
    for (const step of [3, 4, 5, 6]) {
      expect(code.get(step)!.added).toBeGreaterThan(0);
      expect(code.get(step)!.added).toBeLessThan(0.05 * code.get(step)!.before);
    }
  });

  it('shrinks by what the monolith was when that is retired', () => {
    const { before, after, added, removed } = code.get(7)!;
    expect(added).toBe(0);
    expect(after).toBe(before - removed);
  });
});
