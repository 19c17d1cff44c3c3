import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';

/** What to take away, and where it is in the code. */
export const lesson = ({ drill: { watch, why, code } }: DrillRecord): Section => ({
  id: 'lesson',
  title: 'The lesson',
  body: html`
    <div class="beside">
      <div>
        <h3>What to watch</h3>
        <ul class="prose">
          ${watch.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>
      <div>
        <h3>Why</h3>
        <ul class="prose">
          ${why.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>
    </div>
    <h3>In the code</h3>
    <dl class="code">
      ${code.map(
        ({ path, what }) => html`
          <div>
            <dt><code>${path}</code></dt>
            <dd>${what}</dd>
          </div>
        `,
      )}
    </dl>
  `,
});
