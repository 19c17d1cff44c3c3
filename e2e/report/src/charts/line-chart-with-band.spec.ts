import { describe, expect, it } from '@jest/globals';
import type { XAXisComponentOption } from 'echarts';
import { lineChartWithBand } from './line-chart-with-band.ts';
import type { DrawnChart } from './time-chart.ts';

function drawn(logarithmic: boolean, ...places: readonly number[]): DrawnChart {
  const { markup } = lineChartWithBand({
    describes: 'Latency by rate',
    lines: [
      {
        name: 'monolith',
        tone: 'first',
        points: places.map((at) => ({ at, median: 12, low: 10, high: 15, says: '12 ms (10 ms to 15 ms)' })),
      },
    ],
    x: { name: 'requests a second', logarithmic },
    unit: 'milliseconds',
    scale: { kind: 'linear', max: 20 },
    crossings: [{ from: 50, to: 100, name: 'services overtake' }],
  });
  const [, chart = ''] = /data-chart="([^"]*)"/.exec(markup) ?? [];
  return JSON.parse(chart.replaceAll('&quot;', '"')) as DrawnChart;
}

const xAxis = (chart: DrawnChart) => chart.option.xAxis as XAXisComponentOption;
const series = (chart: DrawnChart) =>
  chart.option.series as { data: unknown[]; markArea?: { data: unknown } }[];

describe('a line with its band', () => {
  it('is the band from low to high, and the median in it, which tells both', () =>
    expect(series(drawn(false, 50)).map(({ data }) => data)).toEqual([
      [[50, 10]],
      [[50, 5]],
      [[50, 12, '12 ms (10 ms to 15 ms)']],
    ]));

  it('shades where one overtakes the other', () =>
    expect(series(drawn(false, 50, 100)).at(-1)?.markArea?.data).toMatchObject([
      [{ xAxis: 50, name: 'services overtake' }, { xAxis: 100 }],
    ]));

  it('has its places by their logarithm where they have one', () => {
    expect(xAxis(drawn(true, 50, 100)).type).toBe('log');
    expect(xAxis(drawn(true, 0, 100)).type).toBe('value');
  });

  it('does not share the seconds of other charts', () => expect(drawn(false, 50).over).toBe('numbers'));
});
