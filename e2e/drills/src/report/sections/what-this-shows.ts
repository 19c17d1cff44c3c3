import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';
import { lessons, mainRuns } from '../runs.ts';
import { lessonShown, shownBy } from '../shown.ts';

export const whatThisShows = (record: DrillRecord): Section => ({
  id: 'shows',
  title: 'What this shows',
  body: html`
    <div class="shows beside">
      ${mainRuns(record).map((run) => {
        const [first, ...others] = shownBy(run);
        return html`
          <div>
            <h3>${runName(run)}</h3>
            <p class="first">${first}</p>
            <p>${others.join(' ')}</p>
          </div>
        `;
      })}
      ${lessons(record).map(
        (pair) => html`
          <div>
            <h3>${runName(pair.unguarded)}</h3>
            <p>${lessonShown(pair)}</p>
          </div>
        `,
      )}
    </div>
  `,
});
