import { copyable, counted, gigabytes, html, type Html } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';

/** How to see it again, and on what it was seen. The seed is left out where it is told elsewhere. */
export const replayCard = ({
  command,
  seed,
  startedAt,
  machine,
}: Pick<DrillRecord, 'command' | 'startedAt' | 'machine'> & { seed?: number }): Html => html`
  <div class="replay">
    <h2>Run it again</h2>
    ${copyable(command)}
    <dl class="facts">
      ${
        seed !== undefined &&
        html`<div>
          <dt>Seed</dt>
          <dd>${String(seed)}</dd>
        </div>`
      }
      <div>
        <dt>Started</dt>
        <dd><time datetime="${startedAt}">${startedAt.slice(0, 16).replace('T', ' ')} UTC</time></dd>
      </div>
      <div>
        <dt>Machine</dt>
        <dd>
          ${counted(machine.processors, 'processor')}, ${gigabytes(machine.memoryBytes)}, ${machine.system}
        </dd>
      </div>
      <div>
        <dt>Node</dt>
        <dd>${machine.node}</dd>
      </div>
    </dl>
  </div>
`;
