import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents, html, renderPage, runStyle, type Section, section } from '@twinshop/report';
import type { DrillRecord } from '../record/drill-record.ts';
import { blastRadius } from './sections/blast-radius.ts';
import { checker } from './sections/checker.ts';
import { events } from './sections/events.ts';
import { expectations } from './sections/expectations.ts';
import { head } from './sections/head.ts';
import { lesson } from './sections/lesson.ts';
import { recovery } from './sections/recovery.ts';
import { secondBySecond } from './sections/second-by-second.ts';
import { whatThisShows } from './sections/what-this-shows.ts';
import { withAndWithout } from './sections/with-and-without.ts';

/** The page of a drill, for somebody who has never seen the project. */
export function drillPage(record: DrillRecord): string {
  const sections: Section[] = [
    whatThisShows(record),
    recovery(record),
    secondBySecond(record),
    withAndWithout(record),
    blastRadius(record),
    expectations(record),
    checker(record),
    events(record),
    lesson(record),
  ].filter((part) => part !== undefined);
  const { title, question } = record.drill;
  return renderPage({
    title: `${title}: ${record.passed ? 'passed' : 'failed'} · Twinshop drill`,
    description: question,
    style: runStyle() + readFileSync(join(import.meta.dirname, '../../src/report/drill.css'), 'utf8'),
    body: html`
      ${head(record, contents(sections))}
      <main>${sections.map(section)}</main>
      <footer class="page-foot">
        Made from <a href="drill.json">drill.json</a>, which lies beside this page. Every number here is in
        it.
      </footer>
    `,
  });
}
