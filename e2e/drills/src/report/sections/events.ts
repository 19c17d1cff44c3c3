import { colourOf, html, type Html, moment, type Section } from '@twinshop/report';
import type { DrillRecord, RunRecord, TimelineEvent } from '../../record/drill-record.ts';
import { EVENTS } from '../clock.ts';
import { runName } from '../names.ts';

/** More events than this are folded. */
const UNFOLDED = 16;

export const events = ({ runs }: DrillRecord): Section => ({
  id: 'events',
  title: 'What happened when',
  lead: 'Times count from the fault.',
  body: html`<div class="beside">${runs.map(of)}</div>`,
});

function of(run: RunRecord): Html {
  const inOrder = run.timeline.toSorted((one, other) => one.atMs - other.atMs);
  const rest = inOrder.slice(UNFOLDED);
  return html`
    <div class="card">
      <h3>${runName(run)}</h3>
      ${inOrder.length === 0 && html`<p class="explains">Nothing was noted.</p>`}
      ${list(run, inOrder.slice(0, UNFOLDED))}
      ${
        rest.length > 0 &&
        html`<details>
          <summary>${rest.length} more</summary>
          ${list(run, rest)}
        </details>`
      }
    </div>
  `;
}

const list = (run: RunRecord, some: readonly TimelineEvent[]): Html | false =>
  some.length > 0 &&
  html`
    <ol class="events">
      ${some.map(
        ({ atMs, kind, says }) => html`
          <li style="--of:${colourOf(EVENTS[kind])}">
            <span class="when">${moment(atMs - run.recovery.fault)}</span>
            <span><b>${kind}</b> ${says}</span>
          </li>
        `,
      )}
    </ol>
  `;
