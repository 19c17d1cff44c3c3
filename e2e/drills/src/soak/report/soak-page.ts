import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contents, html, renderPage, section, type Section } from '@twinshop/report';
import { checkCard } from '../../report/cards/check-card.ts';
import { variantName } from '../../report/names.ts';
import type { SoakRecord } from '../soak-record.ts';
import { faultsByKind, everyFault } from './faults.ts';
import { head } from './head.ts';
import { secondBySecond } from './seconds.ts';

/** The page of a soak, for somebody who has never seen the project. */
export function soakPage(record: SoakRecord): string {
  const sections: Section[] = [
    secondBySecond(record),
    faultsByKind(record),
    {
      id: 'checker',
      title: 'What the checker found',
      lead: 'When all was healed and the shop had come to rest, its databases, its queues and the payment provider’s ledger were read, and held against all that customers had been told.',
      body: html`<div class="beside">
        ${record.runs.map((run) => checkCard(variantName(run.variant), { ...run, without: [] }))}
      </div>`,
    },
    everyFault(record),
  ];
  return renderPage({
    title: `Soak with seed ${record.seed}: ${record.passed ? 'passed' : 'failed'} · Twinshop`,
    description: 'Random faults of many kinds while orders flow, and whether every promise was kept.',
    style: readFileSync(path.join(import.meta.dirname, '../../../src/report/drill.css'), 'utf8'),
    body: html`
      ${head(record, contents(sections))}
      <main>${sections.map(section)}</main>
      <footer class="page-foot">
        Made from <a href="soak.json">soak.json</a>, which lies beside this page. Every number here is in it.
      </footer>
    `,
  });
}
