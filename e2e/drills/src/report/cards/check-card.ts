import { badge, count, counted, duration, html, type Html, table, tiles } from '@twinshop/report';
import type { Finding, InvariantResult, OperationCounts } from '@twinshop/invariants';
import type { RunRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';

/** More findings than this are folded. */
const UNFOLDED = 8;

/** How a run's invariants fared once the shop was at rest, and each finding by name. */
export const checkCard = (title: string, run: Pick<RunRecord, 'check' | 'variant' | 'without'>): Html => html`
  <div class="card">
    <h3>${title}</h3>
    <p class="explains">At rest ${duration(run.check.drainedAfterMs)} after the load ended.</p>
    ${run.check.operations && operations(run.check.operations)}
    ${table({
      caption: `Invariants: ${runName(run)}`,
      captionHidden: true,
      columns: [
        { head: 'Invariant', cell: ({ number, says }) => `${number}. ${says}` },
        {
          head: 'Looked at',
          cell: ({ checked }) =>
            checked ? `${count(checked.count)} ${checked.what}` : 'nothing of the kind',
        },
        { head: 'Result', cell: result },
      ],
      rows: run.check.invariants,
      marked: ({ findings }) => findings.length > 0,
    })}
    ${run.check.invariants.filter(({ findings }) => findings.length > 0).map(findingsOf)}
  </div>
`;

function result({ checked, findings }: InvariantResult): Html {
  if (findings.length > 0) return badge('failed', counted(findings.length, 'violation'));
  return checked ? badge('passed', 'holds') : badge('neutral', 'not applicable');
}

const operations = ({ ok, failed, indeterminate, recovered }: OperationCounts): Html => html`
  <div class="operations">
    ${tiles([
      { label: 'ok', value: count(ok), note: 'The answer said that it took effect.' },
      { label: 'failed', value: count(failed), note: 'The answer said that it did not.' },
      {
        label: 'indeterminate',
        value: count(indeterminate),
        note: 'No answer: it may have taken effect or not.',
      },
      {
        label: 'recovered',
        value: count(recovered),
        note: 'Of those, known by now: asked again with the same key.',
      },
    ])}
  </div>
`;

function findingsOf({ number, findings }: InvariantResult): Html {
  const title = html`Invariant ${number}: ${counted(findings.length, 'violation')}`;
  const list = html`<ol class="findings">
    ${findings.map(finding)}
  </ol>`;
  return findings.length > UNFOLDED
    ? html`<details class="found">
        <summary>${title}, each by name</summary>
        ${list}
      </details>`
    : html`<div class="found">
        <h4>${title}</h4>
        ${list}
      </div>`;
}

const finding = ({ word, subject, says }: Finding): Html => html`
  <li><b>${word}</b> ${says} <code>${subject.kind} ${subject.id}</code></li>
`;
