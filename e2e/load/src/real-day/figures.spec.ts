import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.ts';
import { readFigures, type Quantile } from './figures.ts';
import { popular, usualLines, usualPieces } from './habits.ts';

const figures = readFigures();
const ascending = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value >= values[index - 1]!);

describe('the figures of the real shop', () => {
  it('say where they are from', () => {
    expect(figures.source).toContain('Chen, D. (2015)');
    expect(figures.source).toContain('CC BY 4.0');
    expect(figures.orders).toBeGreaterThan(1_000);
    expect(Date.parse(figures.to)).toBeGreaterThan(Date.parse(figures.from));
  });

  it('have a popularity that rises to all lines, less steeply from rank to rank', () => {
    const { popularity } = figures;
    const steepness = popularity.map(({ rank, share }, index) => {
      const before = popularity[index - 1] ?? { rank: 0, share: 0 };
      return (share - before.share) / (rank - before.rank);
    });
    expect(popularity.at(-1)).toEqual({ rank: 1, share: 1 });
    expect(ascending(popularity.map(({ share }) => share))).toBe(true);
    // Ranks are rounded to whole products, which shows among the very first.
    expect(ascending(steepness.slice(2).toReversed())).toBe(true);
  });

  it.each<['linesOfAnOrder' | 'piecesOfALine', number]>([
    ['linesOfAnOrder', 500],
    ['piecesOfALine', 10_000],
  ])('have quantiles of %s that the contract lets through', (name, most) => {
    const quantiles: readonly Quantile[] = figures[name];
    expect(quantiles[0]).toEqual({ share: 0, value: 1 });
    expect(ascending(quantiles.map(({ value }) => value))).toBe(true);
    expect(ascending(quantiles.map(({ share }) => share))).toBe(true);
    expect(quantiles.at(-1)!.value).toBeLessThanOrEqual(most);
  });
});

describe('habits', () => {
  const random = new Random(1);
  const drawn = (draw: () => number): number[] => Array.from({ length: 20_000 }, draw).sort((a, b) => a - b);

  it('want the first things as much more than the last as the figures say', () => {
    const things = Array.from({ length: 1_000 }, (_, nth) => nth);
    const wanted = drawn(() => popular(things, random));
    for (const { rank, share } of figures.popularity.slice(4))
      expect(wanted.filter((nth) => nth < rank * 1_000).length / wanted.length).toBeCloseTo(share, 1);
    expect(wanted.at(-1)).toBeLessThan(1_000);
    expect(popular(['the only one'], random)).toBe('the only one');
  });

  it('fill baskets as those of the real shop were filled', () => {
    const half = figures.linesOfAnOrder.find(({ share }) => share === 0.5)!.value;
    const lines = drawn(() => usualLines(random));
    expect(Math.abs(lines[lines.length / 2]! - half)).toBeLessThanOrEqual(1);
    expect(lines[0]).toBe(1);
    expect(drawn(() => usualPieces(random))[0]).toBe(1);
  });
});
