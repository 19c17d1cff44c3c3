import { describe, expect, it } from '@jest/globals';
import { steps } from '@twinshop/topologies';
import { sheetsOf } from './sheets.ts';

const all = steps.map((_, step) => sheetsOf(step));

describe('what can be read of a step', () => {
  it('differs from step to step in what runs', () => {
    expect(new Set(all.map((sheets) => sheets['What runs'])).size).toBe(steps.length);
  });

  it('has the wiring of a monolith for as long as there is one', () => {
    expect(all.map((sheets) => sheets['The monolith’s wiring'] !== '')).toEqual([
      ...Array.from({ length: 7 }, () => true),
      false,
    ]);
  });

  it('changes few lines of the wiring when a module leaves', () => {
    for (const step of [3, 4, 5, 6]) {
      const [before, after] = [all[step - 1]!, all[step]!].map((sheets) =>
        sheets['The monolith’s wiring'].split('\n'),
      );
      const gone = before!.filter((line) => !after!.includes(line));
      expect(gone.length).toBeLessThanOrEqual(6);
    }
  });

  it('tells no secret of this machine', () => {
    for (const sheets of all) expect(sheets['What runs']).not.toContain(process.cwd());
  });
});
