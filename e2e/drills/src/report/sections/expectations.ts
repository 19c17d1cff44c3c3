import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { expectationsCard } from '../cards/expectations-card.ts';
import { runName } from '../names.ts';
import { mainRuns } from '../runs.ts';

/** What each run was held to. */
export function expectations(record: DrillRecord): Section | undefined {
  const held = mainRuns(record).filter((run) => run.expectations.length > 0);
  if (held.length === 0) return undefined;
  return {
    id: 'expectations',
    title: 'Expectations',
    lead: 'What was expected before the drill began, and what was measured.',
    body: html`<div class="beside">${held.map((run) => expectationsCard(runName(run), run))}</div>`,
  };
}
