import { html, type Html } from '../html.ts';
import { colourOf } from '../tone.ts';
import type { Series } from './time-chart.ts';

export type LegendEntry = Pick<Series, 'name' | 'tone' | 'dash'>;

const DASHES = { solid: 'none', dashed: '5 3', dotted: '1.5 2.5' } as const;

/** Which line or area is whose, once for all charts that share it. */
export const legend = (entries: readonly LegendEntry[], kind: 'lines' | 'stack'): Html => html`
  <ul class="legend">
    ${entries.map(
      ({ name, tone, dash = 'solid' }) => html`
        <li>
          <svg width="18" height="10" aria-hidden="true">
            ${
              kind === 'stack'
                ? html`<rect width="18" height="10" rx="2" style="fill:${colourOf(tone)}" />`
                : html`<line
                    x1="0"
                    x2="18"
                    y1="5"
                    y2="5"
                    stroke-width="2.5"
                    stroke-dasharray="${DASHES[dash]}"
                    style="stroke:${colourOf(tone)}"
                  />`
            }
          </svg>
          ${name}
        </li>
      `,
    )}
  </ul>
`;
