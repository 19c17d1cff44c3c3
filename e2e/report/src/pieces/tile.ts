import { type Content, html, type Html } from '../html.ts';
import type { Tone } from '../tone.ts';

export interface Tile {
  label: string;
  value: string;
  note?: Content;
  tone?: Extract<Tone, 'good' | 'warn' | 'bad'>;
}

/** A few numbers that say most. */
export const tiles = (all: readonly Tile[]): Html => html`
  <dl class="tiles">
    ${all.map(
      ({ label, value, note, tone }) => html`
        <div class="tile${tone && ` tile-${tone}`}">
          <dt>${label}</dt>
          <dd>
            <strong>${value}</strong>
            ${note !== undefined && html`<small>${note}</small>`}
          </dd>
        </div>
      `,
    )}
  </dl>
`;
