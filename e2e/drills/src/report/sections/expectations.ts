import { badge, html, type Section, table } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';

/** What each run was held to. */
export function expectations({ runs }: DrillRecord): Section | undefined {
  const held = runs.filter((run) => run.expectations.length > 0);
  if (held.length === 0) return undefined;
  return {
    id: 'expectations',
    title: 'Expectations',
    lead: 'What was expected before the drill began, and what was measured. Those of runs without a guard decide nothing.',
    body: html`
      <div class="beside">
        ${held.map(
          (run) => html`
            <div class="card">
              <h3>${runName(run)}</h3>
              ${table({
                caption: `Expectations: ${runName(run)}`,
                captionHidden: true,
                columns: [
                  { head: 'It is expected that', cell: ({ says }) => says },
                  { head: 'Bar', cell: ({ bar }) => bar },
                  { head: 'Measured', cell: ({ measured }) => measured },
                  {
                    head: 'Verdict',
                    cell: ({ met }) => (met ? badge('passed', 'met') : badge('failed', 'missed')),
                  },
                ],
                rows: run.expectations,
                marked: ({ met }) => !met,
              })}
            </div>
          `,
        )}
      </div>
    `,
  };
}
