import type { Tone } from '../tone.ts';

/** The axis of time that charts and strips share, in seconds beside the moment that counts as zero. */
export interface Span {
  from: number;
  to: number;
}

/** A stretch of time with a name, shaded in the charts. */
export interface Band extends Span {
  name: string;
  tone: Tone;
}

/** Something that happened, drawn as a thin vertical line and told when hovered over. */
export interface Mark {
  at: number;
  says: string;
  tone: Tone;
}

/** All that charts of one run have in common. */
export interface Timeline {
  span: Span;
  bands: readonly Band[];
  marks: readonly Mark[];
}

/** Where a moment lies on the axis, in percent. */
export const placeOf = ({ from, to }: Span, at: number): number =>
  (100 * (Math.min(Math.max(at, from), to) - from)) / (to - from);

/** As the style of something that lies from one moment to another. */
export const placed = (span: Span, { from, to }: Span): string => {
  const left = placeOf(span, from);
  return `left:${left.toFixed(2)}%;width:${(placeOf(span, to) - left).toFixed(2)}%`;
};
