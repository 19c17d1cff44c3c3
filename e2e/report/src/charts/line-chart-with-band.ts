import type { LineSeriesOption, XAXisComponentOption } from 'echarts';
import { html, type Html } from '../html.ts';
import { colourOf, type Tone } from '../tone.ts';
import type { Scale, Unit } from './scale.ts';
import { axisOf, type Dash, type DrawnChart, LABELS, SURFACE } from './time-chart.ts';

export interface BandPoint {
  at: number;
  median: number;
  low: number;
  high: number;
  /** The value with its interval, as it is told when it is pointed at. */
  says: string;
}

/** A median over something that is turned up, in the middle of its interval. */
export interface BandLine {
  name: string;
  tone: Tone;
  dash?: Dash;
  /** From left to right. */
  points: readonly BandPoint[];
}

export interface LineChartWithBand {
  /** For those who can't see it: what it is and what it shows, in words. */
  describes: string;
  lines: readonly BandLine[];
  /** What is turned up. By its logarithm only where all of it is above 0. */
  x: { name: string; logarithmic: boolean };
  unit: Unit;
  scale: Scale;
  /** Stretches in which one line overtakes the other, shaded. */
  crossings: readonly { from: number; to: number; name: string }[];
}

/** The place of a chart of lines with their intervals; the page's script draws it when it is seen. */
export function lineChartWithBand(chart: LineChartWithBand): Html {
  const drawn: DrawnChart = {
    over: 'numbers',
    unit: chart.unit,
    marks: [],
    option: {
      ...SURFACE,
      grid: { ...SURFACE.grid, right: 24, bottom: 44 },
      xAxis: xAxisOf(chart),
      yAxis: axisOf(chart.scale),
      series: chart.lines.flatMap((line, index) => [
        ...bandOf(line, index),
        { ...lineOf(line), ...(index === 0 && { markArea: crossed(chart) }) },
      ]),
    },
  };
  return html`<div
    class="plot plot-tall"
    role="img"
    aria-label="${chart.describes}"
    data-chart="${JSON.stringify(drawn)}"
  ></div>`;
}

function xAxisOf({ x, lines }: LineChartWithBand): XAXisComponentOption {
  const places = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].sort(
    (one, other) => one - other,
  );
  const tried = { customValues: places };
  return {
    type: x.logarithmic && places.every((at) => at > 0) ? 'log' : 'value',
    name: x.name,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: LABELS,
    min: places[0],
    max: places.at(-1),
    axisLabel: { ...LABELS, ...tried, hideOverlap: true, showMinLabel: true, showMaxLabel: true },
    axisLine: { lineStyle: { color: 'var(--line-strong)' }, onZero: false },
    axisTick: { ...tried, lineStyle: { color: 'var(--line-strong)' } },
    splitLine: { show: false },
  };
}

const lineOf = ({ name, tone, dash = 'solid', points }: BandLine): LineSeriesOption => ({
  type: 'line',
  name,
  data: points.map(({ at, median, says }) => [at, median, says]),
  symbol: 'circle',
  symbolSize: 7,
  showAllSymbol: true,
  clip: false,
  z: 4,
  emphasis: { disabled: true },
  itemStyle: { color: colourOf(tone) },
  lineStyle: { color: colourOf(tone), type: dash, width: 2 },
});

/** From low to high, as two lines of which nobody sees either: one at the low end, and what is between stacked upon it. */
const bandOf = ({ name, tone, points }: BandLine, index: number): LineSeriesOption[] => {
  const unseen: LineSeriesOption = {
    type: 'line',
    name,
    stack: `band ${index}`,
    silent: true,
    showSymbol: false,
    clip: false,
    emphasis: { disabled: true },
    itemStyle: { color: colourOf(tone) },
    lineStyle: { width: 0 },
  };
  return [
    { ...unseen, data: points.map(({ at, low }) => [at, low]) },
    {
      ...unseen,
      data: points.map(({ at, low, high }) => [at, high - low]),
      areaStyle: { color: colourOf(tone), opacity: 0.18 },
    },
  ];
};

const crossed = ({ crossings }: LineChartWithBand): LineSeriesOption['markArea'] => ({
  silent: true,
  data: crossings.map(({ from, to, name }) => [
    {
      xAxis: from,
      name,
      itemStyle: { color: 'var(--band-warn)' },
      label: { color: 'var(--ink-soft)', fontSize: 11, position: 'insideTop', distance: 4 },
    },
    { xAxis: to },
  ]),
});
