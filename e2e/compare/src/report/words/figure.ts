import { duration, measured } from '@twinshop/report';
import type { Contrast } from '../../statistics/contrast.ts';
import type { Interval } from '../../statistics/estimate.ts';

/** With its unit: `240 a second`, `11.8 ms`, `12.3%`. */
export const figure = (value: number, unit: string): string =>
  signed(unit) ? bare(value, unit) : `${measured(value)} ${unit}`;

/** As it stands where its unit is told beside it. */
export function bare(value: number, unit: string): string {
  if (unit === '%') return `${measured(value)}%`;
  if (unit === 'ms') return milliseconds(value);
  return measured(value);
}

/** A number stays on one line with its unit. */
function milliseconds(value: number): string {
  if (Math.abs(value) < 1_000) return `${measured(value)}\u00a0ms`;
  return Math.abs(value) < 60_000 ? `${measured(value / 1_000)}\u00a0s` : duration(value);
}

/** The ends of an interval: `231 to 251`. */
export const bareInterval = ({ low, high }: Interval, unit: string): string =>
  `${bare(low, unit)} to ${bare(high, unit)}`;

/** `×1.31`; where there is no ratio `+4.2 ms`. */
export const contrasted = ({ kind, median }: Contrast, unit: string): string =>
  kind === 'ratio' ? `×${measured(median)}` : `${added(median, unit)}${points(unit)}`;

export const contrastedInterval = ({ kind, low, high }: Contrast, unit: string): string =>
  kind === 'ratio'
    ? `${measured(low)} to ${measured(high)}`
    : `${added(low, unit)} to ${added(high, unit)}${points(unit)}`;

const added = (value: number, unit: string): string =>
  `${value > 0 ? '+' : ''}${unit === '%' ? measured(value) : bare(value, unit)}`;

/** What one share is more than another is no percentage of it. */
const points = (unit: string): string => (unit === '%' ? ' points' : '');

/** Units that are written right behind a number and need no telling beside it. */
export const signed = (unit: string): boolean => unit === '%' || unit === 'ms';
