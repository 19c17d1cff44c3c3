import { describe, expect, it } from '@jest/globals';
import type { CompareRecord } from './compare-record.ts';
import { together } from './together.ts';

const run = (command: string, figures: Record<string, number>, words = 'one processor'): CompareRecord =>
  ({
    command,
    arms: [{ topology: 'a' }, { topology: 'b' }],
    fence: { words },
    comparisons: Object.entries(figures).map(([id, value]) => ({ id, samples: { a: [value], b: [value] } })),
    sweeps: [],
    refused: [],
    leftOut: [],
    isComplete: true,
  }) as unknown as CompareRecord;

describe('runs of the same comparison', () => {
  it('are one, with the later figure where both have one', () => {
    const { comparisons, command } = together([run('full', { p99: 1, orders: 2 }), run('quick', { p99: 3 })]);
    expect(comparisons.map(({ id, samples }) => [id, samples.a])).toEqual([
      ['p99', [3]],
      ['orders', [2]],
    ]);
    expect(command).toBe('full` and `quick');
  });

  it('are not put together where they were held to something else', () => {
    expect(() => together([run('one', {}), run('two', {}, 'two processors')])).toThrow(
      'did not measure the same',
    );
  });
});
