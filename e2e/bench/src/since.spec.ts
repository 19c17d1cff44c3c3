import { describe, expect, it } from '@jest/globals';
import type { AgainstBare } from './against-bare.ts';
import { changesSince, figuresOf } from './since.ts';

const outcome = (ratio: number) => ({ ratio }) as AgainstBare['monolith'];
const report = {
  againstBare: [{ name: 'product detail', bar: 0.75, monolith: outcome(0.8), services: outcome(0.9) }],
  betweenArchitectures: undefined,
  atScale: undefined,
};

describe('figures of a run', () => {
  it('are those of either variant beside the bare limit', () =>
    expect(figuresOf(report)).toEqual({
      'product detail, services to bare': 0.9,
      'product detail, monolith to bare': 0.8,
    }));

  it('are held against what was kept, where both have one', () => {
    const earlier = { 'product detail, monolith to bare': 1, 'product detail, services to bare': 0.89 };
    const said = changesSince({ at: '2026-11-22T10:00:00Z', machine: 'another', figures: earlier }, report);
    expect(said).toMatch(/monolith to bare\s+│ 1\.00\s+│ 0\.80\s+│ −20%/);
    expect(said).toMatch(/services to bare\s+│ 0\.89\s+│ 0\.90\s+│ less than 5%/);
    expect(said).toMatch(/another machine: another/);
  });

  it('say nothing where nothing was kept of them', () =>
    expect(changesSince({ at: '2026-11-22T10:00:00Z', machine: '', figures: {} }, report)).toBeUndefined());
});
