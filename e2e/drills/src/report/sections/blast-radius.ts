import { counted, duration, html, type Section, times } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { blastRadiusCard } from '../cards/blast-radius-card.ts';
import { HURT_FROM } from '../impact.ts';
import { runName } from '../names.ts';
import { mainRuns } from '../runs.ts';

/** What the fault reached, endpoint by endpoint, beside the control. */
export function blastRadius(record: DrillRecord): Section | undefined {
  const seen = mainRuns(record).filter(({ blastRadius: impacts }) => impacts.length > 0);
  if (seen.length === 0) return undefined;
  return {
    id: 'blast-radius',
    title: 'Blast radius',
    lead: `What customers got before the fault → during it. Answered means with a 2xx and in time. Hurt, and marked: at least ${counted(100 * HURT_FROM.share, 'percentage point')} fewer answered or more by a fallback, or a p99 of at least ${times(HURT_FROM.latencyFactor)} and ${duration(HURT_FROM.latencyMs)} more.`,
    body: html`<div class="beside">${seen.map((run) => blastRadiusCard(runName(run), run))}</div>`,
  };
}
