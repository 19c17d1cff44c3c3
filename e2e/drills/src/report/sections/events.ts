import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { eventsCard } from '../cards/events-card.ts';
import { runName } from '../names.ts';
import { mainRuns } from '../runs.ts';

export const events = (record: DrillRecord): Section => ({
  id: 'events',
  title: 'What happened when',
  lead: 'Times count from the fault.',
  body: html`<div class="beside">${mainRuns(record).map((run) => eventsCard(runName(run), run))}</div>`,
});
