import { count, duration, html, moment, table, type Html, type Section } from '@twinshop/report';
import { variantName } from '../../report/names.ts';
import { byKind } from '../by-kind.ts';
import type { SoakRecord, SoakRun } from '../soak-record.ts';

export const faultsByKind = ({ runs }: SoakRecord): Section => ({
  id: 'kinds',
  title: 'Faults by kind',
  lead: 'Orders count where they were under way while a fault lasted: two faults at once have them both.',
  body: html`<div class="beside">${runs.map(ofKinds)}</div>`,
});

export const everyFault = ({ runs }: SoakRecord): Section => ({
  id: 'faults',
  title: 'Every fault',
  lead: 'In the order in which they were healed. Times count from the first order.',
  body: html`<div class="beside">${runs.map(ofEach)}</div>`,
});

const ofKinds = (run: SoakRun): Html => html`
  <div class="card">
    <h3>${variantName(run.variant)}</h3>
    ${table({
      caption: `Faults by kind: ${variantName(run.variant)}`,
      captionHidden: true,
      columns: [
        { head: 'Kind', cell: ({ kind }) => kind },
        { head: 'Times', numeric: true, cell: ({ faults }) => count(faults) },
        { head: 'Longest', numeric: true, cell: ({ longestMs }) => duration(longestMs) },
        { head: 'Orders meanwhile', numeric: true, cell: ({ orders }) => count(orders) },
        { head: 'Without an answer', numeric: true, cell: ({ unanswered }) => count(unanswered) },
      ],
      rows: byKind(run.played),
    })}
  </div>
`;

const ofEach = (run: SoakRun): Html => html`
  <div class="card">
    <h3>${variantName(run.variant)}</h3>
    <details>
      <summary>${count(run.played.length)} faults</summary>
      ${table({
        caption: `Every fault: ${variantName(run.variant)}`,
        captionHidden: true,
        columns: [
          { head: 'Fault', cell: ({ says }) => says },
          { head: 'When', numeric: true, cell: ({ fromMs }) => moment(fromMs) },
          { head: 'Lasted', numeric: true, cell: ({ fromMs, toMs }) => duration(toMs - fromMs) },
          { head: 'Orders', numeric: true, cell: ({ orders }) => count(orders) },
          { head: 'Without an answer', numeric: true, cell: ({ unanswered }) => count(unanswered) },
        ],
        rows: run.played,
      })}
    </details>
  </div>
`;
