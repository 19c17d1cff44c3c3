import { colourOf, html, type Html, moment } from '@twinshop/report';
import type { RunRecord, TimelineEvent } from '../../record/drill-record.ts';
import { EVENTS } from '../clock.ts';

/** More events than this are folded. */
const UNFOLDED = 16;

/** What happened in a run, in order, and how long before or after the fault. */
export function eventsCard(title: string, run: RunRecord): Html {
  const inOrder = run.timeline.toSorted((one, other) => one.atMs - other.atMs);
  const rest = inOrder.slice(UNFOLDED);
  return html`
    <div class="card">
      <h3>${title}</h3>
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
