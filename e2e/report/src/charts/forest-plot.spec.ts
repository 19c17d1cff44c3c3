import { describe, expect, it } from '@jest/globals';
import { forestPlot, type ForestRow } from './forest-plot.ts';

const plot = (...rows: readonly Partial<ForestRow>[]) =>
  forestPlot({
    groups: [
      {
        title: 'Cost',
        rows: rows.map((row) => ({
          tone: 'first',
          name: 'CPU of an order',
          says: '×1.2',
          median: 1.2,
          low: 1.1,
          high: 1.3,
          ...row,
        })),
      },
    ],
    below: 'less',
    above: 'more',
    sameWithin: 0.05,
  }).markup;

const ticks = (markup: string) => [...markup.matchAll(/>(×[\d.]+)<\/span>/g)].map(([, tick]) => tick);
const dots = (markup: string) =>
  [...markup.matchAll(/class="dot" style="left:([\d.]+)%/g)].map(([, left]) => Number(left));

describe('a forest plot', () => {
  it('says in text whatever it draws', () => {
    expect(plot({})).toMatch(/CPU of an order<[^]*aria-hidden="true"[^]*forest-says">×1\.2</);
  });

  it('has half as far from one as double', () => {
    const [half = 0, one = 0, double = 0] = dots(
      plot({ median: 0.5, low: 0.4 }, { median: 1 }, { median: 2, high: 2.5 }),
    );
    expect(one - half).toBeCloseTo(double - one, 1);
  });

  it('has steps that fit what lies on it', () => {
    expect(ticks(plot({}).split('<h3>')[0]!)).toEqual(['×0.8', '×0.9', '×1', '×1.1', '×1.25']);
    expect(ticks(plot({ high: 12 }).split('<h3>')[0]!)).toEqual(['×1', '×2', '×3', '×5', '×10']);
  });
});
