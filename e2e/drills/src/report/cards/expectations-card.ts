import { badge, html, type Html, table } from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';

/** What a run was held to, and whether it kept it. */
export const expectationsCard = (title: string, run: RunRecord): Html => html`
  <div class="card">
    <h3>${title}</h3>
    ${table({
      caption: `Expectations: ${runName(run)}`,
      captionHidden: true,
      columns: [
        { head: 'It is expected that', cell: ({ says }) => says },
        { head: 'Bar', cell: ({ bar }) => bar },
        { head: 'Measured', cell: ({ measured }) => measured },
        { head: 'Verdict', cell: ({ met }) => (met ? badge('passed', 'met') : badge('failed', 'missed')) },
      ],
      rows: run.expectations,
      marked: ({ met }) => !met,
    })}
  </div>
`;
