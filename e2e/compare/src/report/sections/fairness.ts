import { html, type Section } from '@twinshop/report';
import type { CompareRecord } from '../../record/compare-record.ts';
import { factsOf } from '../words/facts.ts';
import { METHOD } from '../words/method.ts';

/** What held both sides to the same, and how numbers became figures. */
export const fairness = (record: CompareRecord): Section => ({
  id: 'fair',
  title: 'How it was made fair',
  lead: record.fence.words,
  body: html`
    <div class="beside">
      <div>
        <h3>From numbers to verdicts</h3>
        <ul class="prose">
          ${METHOD.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>
      <div>
        <h3>On what</h3>
        <dl class="facts">
          ${[
            ...factsOf(record),
            ...record.arms.map(({ title, processes }): [string, string] => [title, processes.join(', ')]),
          ].map(
            ([name, words]) => html`
              <div>
                <dt>${name}</dt>
                <dd>${words}</dd>
              </div>
            `,
          )}
        </dl>
      </div>
    </div>
  `,
});
