import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents, html, renderPage, type Section, section } from '@twinshop/report';
import type { CompareRecord } from '../record/compare-record.ts';
import { findingsOf } from '../statistics/findings.ts';
import { again } from './sections/again.ts';
import { fairness } from './sections/fairness.ts';
import { groups } from './sections/groups.ts';
import { head } from './sections/head.ts';
import { missing } from './sections/missing.ts';
import { ratios } from './sections/ratios.ts';
import { refused } from './sections/refused.ts';
import { sweeps } from './sections/sweeps.ts';
import { headline, verdictSentence } from './words/summary.ts';

/** The page of a comparison, for somebody who has to choose. */
export function comparePage(record: CompareRecord): string {
  const findings = findingsOf(record);
  const sections: Section[] = [
    ratios(record, findings),
    sweeps(record, findings),
    ...groups(record, findings),
    fairness(record),
    refused(record),
    missing(record, findings),
    again(record),
  ].filter((part) => part !== undefined);
  return renderPage({
    title: `${headline(record.arms)} · Twinshop`,
    description: verdictSentence(record, findings),
    style: readFileSync(join(import.meta.dirname, '../../src/report/compare.css'), 'utf8'),
    body: html`
      ${head(record, findings, contents(sections))}
      <main>${sections.map(section)}</main>
      <footer class="page-foot">
        Made from <a href="compare.json">compare.json</a>, which lies beside this page, and
        <a href="compare.md">compare.md</a>, the same in Markdown. Every number here is in them.
      </footer>
    `,
  });
}
