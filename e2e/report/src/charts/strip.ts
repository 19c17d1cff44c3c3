import { html, type Html } from '../html.ts';
import { colourOf, type Tone } from '../tone.ts';
import { placed, placeOf, type Span, type Timeline } from './timeline.ts';

/** A time in one state. Its word is written where there is room, and its pattern tells it apart where there is none. */
export interface Stretch extends Span {
  state: string;
  tone: Tone;
}

export interface Lane {
  name: string;
  /** For those who can't see it. */
  describes: string;
  stretches: readonly Stretch[];
}

/** States over time, a lane for each thing that has them, on the axis of the charts above and below. */
export const strip = (lanes: readonly Lane[], { span, bands, marks }: Timeline): Html => html`
  <div class="strip">
    <div class="strip-ground" aria-hidden="true">
      ${bands.map((band) => html`<i class="band band-${band.tone}" style="${placed(span, band)}"></i>`)}
      ${marks.map(({ at, tone }) => html`<i class="mark" style="left:${placeOf(span, at).toFixed(2)}%;color:${colourOf(tone)}"></i>`)}
    </div>
    ${lanes.map(
      ({ name, describes, stretches }) => html`
        <div class="lane" role="img" aria-label="${name}: ${describes}">
          <span class="lane-name">${name}</span>
          <div class="lane-track">
            ${stretches.map(
              (stretch) =>
                html`<span
                  class="stretch stretch-${stretch.tone}"
                  style="${placed(span, stretch)}"
                  title="${stretch.state}"
                  ><span>${stretch.state}</span></span
                >`,
            )}
          </div>
        </div>
      `,
    )}
  </div>
`;
