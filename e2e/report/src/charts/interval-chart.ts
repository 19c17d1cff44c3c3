import { html, type Html } from '../html.ts';
import { colourOf, type Tone } from '../tone.ts';
import { placed, placeOf } from './timeline.ts';

/** A value and what it may as well be, as a dot with whiskers. */
export interface Whisker {
  tone: Tone;
  median: number;
  low: number;
  high: number;
}

export interface IntervalChart {
  /** For those who can't see it: whose values these are, and what they are, in words. */
  describes: string;
  /** One below the other. */
  whiskers: readonly Whisker[];
  /** Where the axis ends; it begins at 0, so that lengths can be compared. */
  max: number;
  /** What stands at that end, with its unit. */
  end: string;
}

/** One figure of several sides on one axis. The numbers stand beside it: it only shows how they lie to each other. */
export const intervalChart = ({ describes, whiskers, max, end }: IntervalChart): Html => html`
  <div class="intervals" role="img" aria-label="${describes}">
    ${whiskers.map((whisker) => html`<div class="interval">${whiskerOn({ from: 0, to: max }, whisker)}</div>`)}
    <div class="interval-ends"><span>0</span><span>${end}</span></div>
  </div>
`;

/** On an axis of whatever numbers: the caller takes their logarithms, if any. */
export const whiskerOn = (axis: { from: number; to: number }, { tone, median, low, high }: Whisker): Html =>
  html`<i class="whisker" style="${placed(axis, { from: low, to: high })};color:${colourOf(tone)}"></i
    ><i class="dot" style="left:${placeOf(axis, median).toFixed(2)}%;color:${colourOf(tone)}"></i>`;
