import { describe, expect, it } from '@jest/globals';
import { withComparison, withMigrations, type Measured } from '../measured/measured.ts';
import { comparisonOf, migrationFrom } from '../measured/records.fixture.ts';
import { shortened } from './diff-block.ts';
import { difference } from './difference.ts';
import { figuresBlock } from './figures-block.ts';
import { overviewBlock } from './overview-block.ts';

/** A number stays on one line with its unit. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a diff', () => {
  it('says what a change lies in', () =>
    expect(difference('shop:\n  one\n  two\n  old\n', 'shop:\n  one\n  two\n  new\n', 1)).toEqual({
      added: 1,
      removed: 1,
      lines: ['⋯ shop:', '   two', '-  old', '+  new'],
    }));

  it('is cut where much of the same kind follows', () => {
    const lines = shortened(Array.from({ length: 20 }, (_, nth) => `+${nth}`));
    expect(lines).toHaveLength(16);
    expect(lines.slice(-3)).toEqual(['⋯ 5 lines more', '+18', '+19']);
  });

  it('is cut where it is long', () =>
    expect(shortened(Array.from({ length: 50 }, (_, nth) => (nth % 2 ? '+a' : '-b'))).at(-1)).toBe(
      '⋯ 15 lines more',
    ));
});

describe('the figures of a step', () => {
  const measured: Measured = withMigrations(withComparison({}, comparisonOf(4)), [
    migrationFrom(3, 5),
    migrationFrom(5, 3),
  ]);

  it('have both sides with their intervals, and who is better', () =>
    expect(plain(figuresBlock(4, measured[4]))).toContain(
      '| usual-day.p50 | 10 ms (10 ms to 10 ms) | 11 ms (11 ms to 11 ms) | ×1.1 (1.1 to 1.1) | step 3 better |',
    ));

  it('have what the step itself took, there and back', () => {
    const block = figuresBlock(4, measured[4]);
    expect(block).toContain('| took | 10 s | 10 s |');
    expect(block).toContain('| longest pause of a module | 42 ms | none |');
    expect(block).toContain('| … ÷ that of the shop left alone | ×1.2 | ×1.2 |');
  });

  it('say in a sentence what was bought and paid', () => {
    const { figures, ...others } = measured[4]!.compared!;
    const withBetter = (better: 'higher' | 'lower') =>
      figuresBlock(4, {
        compared: { ...others, figures: figures.slice(0, 2).map((figure) => ({ ...figure, better })) },
      });
    expect(withBetter('lower')).toContain('**Paid**: usual-day.p50 ×1.1; usual-day.p99 ×1.1. Nothing else');
    expect(withBetter('higher')).toContain(
      '**Bought**: usual-day.p50 ×1.1; usual-day.p99 ×1.1. Nothing else',
    );
    const alike = figures.map((figure) => ({
      ...figure,
      samples: { a: figure.samples.a, b: figure.samples.a },
    }));
    expect(figuresBlock(4, { compared: { ...others, figures: alike } })).toContain(
      'No figure was shown to differ',
    );
  });

  it('have the code that runs', () => {
    const code = { before: 10_000, after: 14_000, added: 5_000, removed: 1_000 };
    expect(figuresBlock(2, { code })).toContain(
      '| Code of the programs that run, in lines | 10,000 | 14,000 | ×1.4 | +5,000 −1,000 |',
    );
  });

  it('say of how many ways they are', () =>
    expect(figuresBlock(4, withMigrations({}, [migrationFrom(3, 5), migrationFrom(3, 5)])[4])).toContain(
      '| the step itself, while customers ordered | there, 2 times | back |',
    ));

  it('say how to measure what was not', () =>
    expect(figuresBlock(3)).toContain('`./shop walkthrough --measure 3`'));

  it('stand below each other in the overview, with no column that nothing is known of', () => {
    expect(plain(overviewBlock(measured))).toContain(
      '| 4 | 7 | ×1.1 | ×1.1 | ×1.1 | ×1.1 | ×1.1 | 10 s | 10 s | 42 ms |',
    );
    expect(overviewBlock({})).toMatch(/^\| step \| processes \|\n/);
  });
});
