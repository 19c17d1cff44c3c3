import type { EChartsOption, LineSeriesOption, YAXisComponentOption } from 'echarts';
import { html, type Html } from '../html.ts';
import { colourOf, type Tone } from '../tone.ts';
import { type Scale, stepOf, type Unit } from './scale.ts';
import { type Band, type Mark, placeOf, type Timeline } from './timeline.ts';

export type Dash = 'solid' | 'dashed' | 'dotted';

export interface Series {
  name: string;
  tone: Tone;
  dash?: Dash;
  /** Seconds and value; undefined where there is none, which leaves a gap. */
  points: readonly (readonly [at: number, value: number | undefined])[];
}

export interface TimeChart {
  /** For those who can't see it: what it is and what it shows, in words. */
  describes: string;
  kind: 'lines' | 'stack';
  unit: Unit;
  scale: Scale;
  series: readonly Series[];
}

/** What the page's script draws a chart from. */
export interface DrawnChart {
  option: EChartsOption;
  /** Over seconds, which all such charts of a page share, or over numbers of its own. */
  over: 'time' | 'numbers';
  unit: Unit;
  marks: readonly { at: number; says: string }[];
}

/** Room beside the plot, in px: strips have the same, so that a second lies below itself. The style sheet knows them too. */
const GRID = { left: 54, right: 12, top: 20, bottom: 24, outerBoundsMode: 'none' } as const;

/** How numbers at the axes are written. */
export const LABELS = { color: 'var(--ink-soft)', fontSize: 11 } as const;

/** What all charts have in common. */
export const SURFACE = {
  animation: false,
  grid: GRID,
  textStyle: { fontFamily: 'inherit' },
  tooltip: { trigger: 'axis', confine: true, axisPointer: { lineStyle: { color: 'var(--ink-soft)' } } },
} as const satisfies EChartsOption;

/** A band that is narrower than this, in percent, has no room for its name. */
const NAMED_FROM = 9;

/** The place of a chart over time; the page's script draws it when it is seen. */
export function timeChart(chart: TimeChart, timeline: Timeline): Html {
  const drawn: DrawnChart = {
    option: optionOf(chart, timeline),
    over: 'time',
    unit: chart.unit,
    marks: timeline.marks.map(({ at, says }) => ({ at, says })),
  };
  return html`<div
    class="plot"
    role="img"
    aria-label="${chart.describes}"
    data-chart="${JSON.stringify(drawn)}"
  ></div>`;
}

function optionOf(chart: TimeChart, timeline: Timeline): EChartsOption {
  const [first, ...others] = chart.series.map((series) => lineOf(chart, series));
  return {
    ...SURFACE,
    xAxis: {
      type: 'value',
      min: timeline.span.from,
      max: timeline.span.to,
      axisLabel: { ...LABELS, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
      axisLine: { lineStyle: { color: 'var(--line-strong)' } },
      axisTick: { lineStyle: { color: 'var(--line-strong)' } },
      splitLine: { show: false },
    },
    yAxis: axisOf(chart.scale),
    series: first === undefined ? [] : [{ ...first, ...surroundings(timeline) }, ...others],
  };
}

/** The axis of values. */
export const axisOf = (scale: Scale): YAXisComponentOption => ({
  ...(scale.kind === 'log'
    ? { type: 'log', min: scale.min, max: scale.max }
    : { type: 'value', min: 0, max: scale.max, interval: stepOf(scale.max) }),
  axisLabel: LABELS,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: 'var(--line)' } },
});

function lineOf(
  { kind, scale }: TimeChart,
  { name, tone, dash = 'solid', points }: Series,
): LineSeriesOption {
  const colour = colourOf(tone);
  const lowest = scale.kind === 'log' ? scale.min : 0;
  return {
    type: 'line',
    name,
    data: points.map(([at, value]) => [at, value === undefined ? null : Math.max(round(value), lowest)]),
    showSymbol: false,
    // A line along the edge would lose half of its width.
    clip: false,
    // Highlighting computes a lighter colour, which a CSS variable has none of.
    emphasis: { disabled: true },
    itemStyle: { color: colour },
    lineStyle: { color: colour, type: dash, width: kind === 'stack' ? 0 : 1.75 },
    ...(kind === 'stack' && { stack: 'all', areaStyle: { color: colour, opacity: 0.75 } }),
  };
}

const surroundings = ({ span, bands, marks }: Timeline): Partial<LineSeriesOption> => ({
  markArea: {
    silent: true,
    data: bands.map((band) => [
      {
        xAxis: Math.max(band.from, span.from),
        name: hasRoom(band, span) ? band.name : '',
        itemStyle: { color: `var(--band-${band.tone})` },
        label: { color: 'var(--ink-soft)', fontSize: 11, position: 'top', distance: 4 },
      },
      { xAxis: Math.min(band.to, span.to) },
    ]),
  },
  markLine: {
    silent: true,
    symbol: 'none',
    label: { show: false },
    data: linesOf(marks).map(({ at, tone }) => ({
      xAxis: at,
      lineStyle: {
        color: colourOf(tone),
        width: 1,
        type: tone === 'quiet' ? 'dotted' : 'solid',
        opacity: 0.7,
      },
    })),
  },
});

const hasRoom = (band: Band, span: Timeline['span']): boolean =>
  placeOf(span, band.to) - placeOf(span, band.from) >= NAMED_FROM;

/** One line for all of a kind that happened within a second. */
const linesOf = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map((mark) => [`${mark.tone} ${Math.floor(mark.at)}`, mark])).values(),
];

const round = (value: number): number => Number(value.toPrecision(4));
