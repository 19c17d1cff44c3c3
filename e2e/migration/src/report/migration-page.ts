import {
  contents,
  copyable,
  count,
  duration,
  html,
  renderPage,
  runStyle,
  section,
  tiles,
  type Html,
} from '@twinshop/report';
import type { MigrationRecord } from '../record/migration-record.ts';
import {
  hasPassed,
  LONGEST_PAUSE_MS,
  failedIn,
  verdictInWords,
  verdictTone,
  violationsOf,
  wasNoticed,
} from '../record/has-passed.ts';
import { actions } from './sections/actions.ts';
import { failures } from './sections/failures.ts';
import { checker } from './sections/checker.ts';
import { onOneAxis } from './sections/on-one-axis.ts';
import { shadowReads } from './sections/shadow-reads.ts';
import { stepByStep } from './sections/steps.ts';

/** The page of a migration, for somebody who has never seen the project. */
export function migrationPage(record: MigrationRecord): string {
  const sections = [
    onOneAxis(record),
    stepByStep(record),
    failures(record),
    shadowReads(record),
    checker(record),
    actions(record),
  ].filter((part) => part !== undefined);
  return renderPage({
    title: `Step ${record.from} → ${record.at} · Twinshop migration`,
    description:
      'A running shop was taken from the monolith towards services, or back, while customers ordered.',
    style: runStyle(),
    body: html`
      ${head(record, contents(sections))}
      <main>${sections.map(section)}</main>
      <footer class="page-foot">
        Made from <a href="migration.json">migration.json</a>, which lies beside this page. Every number here
        is in it.
      </footer>
    `,
  });
}

function head(record: MigrationRecord, links: Html): Html {
  const { seconds, pauses, shadowReads: reads, check } = record;
  const requests = seconds.reduce((sum, second) => sum + second.requests, 0);
  const judged = { noticed: wasNoticed(record), passed: hasPassed(record), requests };
  const failed = failedIn(record);
  const longest = Math.max(0, ...pauses.map(({ ms }) => ms));
  const violations = violationsOf(record);
  return html`
    <header class="page-head">
      <p class="eyebrow">Migration</p>
      <h1>From step ${record.from} to step ${record.to}</h1>
      <div class="verdict verdict-${verdictTone(judged)}" role="region" aria-label="Verdict">
        <p><strong>${verdictInWords(judged)}</strong> ${inWords(record, requests)}</p>
      </div>
      ${tiles([
        ...(requests === 0
          ? []
          : [
              {
                label: 'Requests meanwhile',
                value: count(requests),
                ...(record.sentAgain > 0 && {
                  note: `${count(record.sentAgain)} sent twice: their idle connection was just being closed`,
                }),
              },
              {
                label: 'Not answered as they should be',
                value: failed === 0 ? 'none' : count(failed),
                tone: failed === 0 ? ('good' as const) : ('bad' as const),
              },
            ]),
        {
          label: 'Longest pause',
          value: pauses.length === 0 ? 'none' : duration(longest),
          note: 'requests and messages held while a module is handed over',
          tone: longest <= LONGEST_PAUSE_MS ? 'good' : 'bad',
        },
        {
          label: 'Answers compared',
          value: count(reads.reduce((sum, { compared }) => sum + compared, 0)),
          note: `${count(reads.reduce((sum, { unexplained }) => sum + unexplained, 0))} different`,
        },
        ...(check === undefined
          ? []
          : [
              {
                label: 'Violations of invariants',
                value: violations === 0 ? 'none' : count(violations),
                tone: violations === 0 ? ('good' as const) : ('bad' as const),
              },
            ]),
      ])}
      <div class="replay">
        <h2>Run it again</h2>
        ${copyable(record.command)}
      </div>
      ${links}
    </header>
  `;
}

function inWords({ from, to, at, failure }: MigrationRecord, requests: number): string {
  if (failure !== undefined) return failure;
  if (at !== to || from === to) return `The shop is at step ${at}.`;
  return `The shop went from step ${from} to step ${to}${requests === 0 ? '' : ' while customers looked and ordered'}.`;
}
