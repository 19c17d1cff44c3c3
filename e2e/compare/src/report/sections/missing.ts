import { html, type Section } from '@twinshop/report';
import type { CompareRecord } from '../../record/compare-record.ts';
import type { Findings } from '../../statistics/findings.ts';
import { missingOf } from '../words/summary.ts';

export function missing(record: CompareRecord, findings: Findings): Section {
  const sentences = missingOf(record, findings);
  return {
    id: 'missing',
    title: 'What was not measured',
    lead: sentences.length === 0 ? 'Nothing is missing of what this plan asks for.' : undefined,
    body:
      sentences.length > 0 &&
      html`<ul class="prose">
        ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>`,
  };
}
