import { type Content, html, type Html } from '../html.ts';
import { type Whisker, whiskerOn } from './interval-chart.ts';
import { placed, placeOf, type Span } from './timeline.ts';

export interface ForestRow extends Whisker {
  name: string;
  /** The ratio and its interval, in words. */
  says: Content;
}

export interface ForestPlot {
  groups: readonly { title: string; rows: readonly ForestRow[] }[];
  /** What lies on either side of the line at 1. */
  below: string;
  above: string;
  /** Ratios this close to 1 count as the same, such as 0.05; drawn as a band. */
  sameWithin: number;
}

/** How far apart the ends of an axis may be for each, as a factor. */
const TICKS = [
  { upTo: 3, ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] },
  { upTo: 100, ticks: [0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 50] },
  { upTo: Infinity, ticks: [0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1_000, 10_000] },
];

/**
 * Ratios around 1 with their intervals, each a row with its name and numbers, on one logarithmic axis: half is as far from
 * the middle as double. Everything that it draws stands in its rows as text.
 */
export function forestPlot({ groups, below, above, sameWithin }: ForestPlot): Html {
  const { axis, ticks } = axisOf(groups.flatMap(({ rows }) => rows));
  const ground = html`
    <i
      class="forest-same"
      style="${placed(axis, { from: Math.log(1 - sameWithin), to: Math.log(1 + sameWithin) })}"
    ></i
    >${ticks.map((tick) => html`<i class="forest-tick${tick === 1 && ' forest-one'}" style="${at(axis, tick)}"></i>`)}
  `;
  return html`
    <div class="forest">
      <div class="forest-head" aria-hidden="true">
        <div class="forest-sides"><span>← ${below}</span><span>${above} →</span></div>
        <div class="forest-ticks">
          ${ticks.map((tick) => html`<span style="${at(axis, tick)}">×${String(tick)}</span>`)}
        </div>
      </div>
      ${groups.map(
        ({ title, rows }) => html`
          <h3>${title}</h3>
          <ul>
            ${rows.map(
              (row) => html`
                <li>
                  <span class="forest-name">${row.name}</span>
                  <span class="forest-track" aria-hidden="true"
                    >${ground}${whiskerOn(axis, logarithmOf(row))}</span
                  >
                  <span class="forest-says">${row.says}</span>
                </li>
              `,
            )}
          </ul>
        `,
      )}
    </div>
  `;
}

const at = (axis: Span, ratio: number): string => `left:${placeOf(axis, Math.log(ratio)).toFixed(2)}%`;

const logarithmOf = ({ tone, median, low, high }: Whisker): Whisker => ({
  tone,
  median: Math.log(median),
  low: Math.log(low),
  high: Math.log(high),
});

/** As far as the intervals go, and a little on either side of 1 at least. */
function axisOf(rows: readonly Whisker[]): { axis: Span; ticks: readonly number[] } {
  const lowest = Math.min(0.8, ...rows.map(({ low }) => low)) / 1.06;
  const highest = Math.max(1.25, ...rows.map(({ high }) => high)) * 1.06;
  const ticks = TICKS.find(({ upTo }) => highest / lowest <= upTo)?.ticks ?? [1];
  return {
    axis: { from: Math.log(lowest), to: Math.log(highest) },
    ticks: ticks.filter((tick) => tick >= lowest && tick <= highest),
  };
}
