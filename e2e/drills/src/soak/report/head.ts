import { badge, count, counted, duration, html, tiles, type Html, type Tile } from '@twinshop/report';
import { violationsIn } from '@twinshop/invariants';
import { replayCard } from '../../report/cards/replay-card.ts';
import { variantName } from '../../report/names.ts';
import { isWrong } from '../is-wrong.ts';
import type { SoakRecord, SoakRun } from '../soak-record.ts';

/** What was asked, how it went, and how to see it again. */
export const head = (record: SoakRecord, contents: Html): Html => html`
  <header class="page-head">
    <p class="eyebrow">Soak <span>seed ${String(record.seed)}</span></p>
    <h1>Orders amid random faults</h1>
    <p class="question">
      Does the shop keep its promises while all kinds of things go wrong, at any moment, and two at a time?
    </p>
    ${verdict(record)}
    <div class="beside variants">${record.runs.map(variant)}</div>
    ${replayCard({ command: record.command, startedAt: record.startedAt, machine: record.machine })}
    ${contents}
  </header>
`;

function verdict({ passed, runs }: SoakRecord): Html {
  const problems = runs.flatMap((run) => run.problems.map((says) => `${variantName(run.variant)}: ${says}.`));
  const accepted = runs.reduce((sum, run) => sum + run.accepted, 0);
  const faults = runs.reduce((sum, { played }) => sum + played.length, 0);
  return html`
    <div class="verdict verdict-${passed ? 'passed' : 'failed'}" role="region" aria-label="Verdict">
      <p>
        <strong>${passed ? '✓ Passed' : '✗ Failed'}</strong> ${counted(accepted, 'order')} accepted amid
        ${counted(faults, 'fault')}: ${passed ? 'every promise was kept.' : 'not all was as it should be.'}
      </p>
      ${
        problems.length > 0 &&
        html`<ul>
          ${problems.map((problem) => html`<li>${problem}</li>`)}
        </ul>`
      }
      ${!passed && html`<p>What somebody needs to find out why lies in the folders beside this page.</p>`}
    </div>
  `;
}

const variant = (run: SoakRun): Html => html`
  <div class="card">
    <h2>
      ${variantName(run.variant)} ${isWrong(run) ? badge('failed', 'failed') : badge('passed', 'passed')}
    </h2>
    ${tiles(numbers(run))}
  </div>
`;

function numbers({ accepted, tookMs, played, check }: SoakRun): Tile[] {
  const violations = violationsIn(check).length;
  const kinds = new Set(played.map(({ kind }) => kind)).size;
  const { indeterminate = 0, recovered = 0 } = check.operations ?? {};
  return [
    { label: 'Orders accepted', value: count(accepted), note: `in ${duration(tookMs)}` },
    { label: 'Faults', value: count(played.length), note: `of ${counted(kinds, 'kind')}` },
    {
      label: 'Requests without an answer',
      value: count(indeterminate),
      note:
        recovered === indeterminate ? 'all known by now, by their keys' : `${count(recovered)} known by now`,
      tone: recovered === indeterminate ? 'good' : 'bad',
    },
    {
      label: 'At rest',
      value: duration(check.drainedAfterMs),
      note: 'after lost answers were asked for again',
    },
    {
      label: 'Violations of invariants',
      value: violations === 0 ? 'none' : count(violations),
      tone: violations === 0 ? 'good' : 'bad',
    },
  ];
}
