import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { checkCard } from '../cards/check-card.ts';
import { runName } from '../names.ts';
import { mainRuns } from '../runs.ts';

/** What databases, queues and the provider's ledger say once the shop is at rest. */
export const checker = (record: DrillRecord): Section => ({
  id: 'checker',
  title: 'What the checker found',
  lead: 'When the shop had come to rest, its databases, its queues and the payment provider’s ledger were read, and held against all that customers had been told.',
  body: html`<div class="beside">${mainRuns(record).map((run) => checkCard(runName(run), run))}</div>`,
});
