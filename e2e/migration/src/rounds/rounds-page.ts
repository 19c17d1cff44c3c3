import {
  badge,
  copyable,
  count,
  counted,
  duration,
  html,
  renderPage,
  runStyle,
  section,
  table,
  tiles,
  times,
  type Html,
  type Section,
} from '@twinshop/report';
import { MOST } from '../record/against-rest.ts';
import { LONGEST_PAUSE_MS, verdictInWords, verdictTone } from '../record/has-passed.ts';
import { stepsOver, totalsOf, type RoundsRecord, type Way } from './rounds-record.ts';

/** What many migrations of one shop came to, each with a page of its own. */
export function roundsPage(record: RoundsRecord): string {
  const sections = [ways(record), steps(record)].filter((part) => part !== undefined);
  return renderPage({
    title: `${counted(record.rounds, 'round')} · Twinshop migration`,
    description: 'A running shop was taken there and back, again and again, while customers ordered.',
    style: runStyle(),
    body: html`
      ${head(record)}
      <main>${sections.map(section)}</main>
      <footer class="page-foot">
        Made from <a href="rounds.json">rounds.json</a>, which lies beside this page. Every number here is in
        it.
      </footer>
    `,
  });
}

const none = (value: number): { value: string; tone: 'good' | 'bad' } => ({
  value: value === 0 ? 'none' : count(value),
  tone: value === 0 ? 'good' : 'bad',
});

function head({ command, ways: taken, rounds }: RoundsRecord): Html {
  const totals = totalsOf(taken);
  const passed = taken.filter((way) => way.passed).length;
  const judged = {
    noticed: taken.some((way) => way.noticed),
    passed: passed === 2 * rounds,
    requests: totals.requests,
  };
  return html`
    <header class="page-head">
      <p class="eyebrow">Migration</p>
      <h1>There and back, ${counted(rounds, 'time')}</h1>
      <div class="verdict verdict-${verdictTone(judged)}" role="region" aria-label="Verdict">
        <p>
          <strong>${verdictInWords(judged)}</strong>
          ${passed} of ${2 * rounds} ways ended with no request failed and no invariant violated.
        </p>
      </div>
      ${tiles([
        {
          label: 'Requests meanwhile',
          value: count(totals.requests),
          note: `${count(totals.sentAgain)} sent twice: their idle connection was just being closed`,
        },
        { label: 'Not answered as they should be', ...none(totals.failed) },
        {
          label: 'Longest pause',
          value: duration(totals.longestPauseMs),
          note: 'requests and messages held while a module is handed over',
          tone: totals.longestPauseMs <= LONGEST_PAUSE_MS ? 'good' : 'bad',
        },
        {
          label: 'Answers compared',
          value: count(totals.shadowReads),
          note: `${count(totals.unexplained)} different`,
        },
        { label: 'Violations of invariants', ...none(totals.violations) },
      ])}
      <div class="replay">
        <h2>Run it again</h2>
        ${copyable(command)}
      </div>
    </header>
  `;
}

const ways = ({ ways: taken }: RoundsRecord): Section => ({
  id: 'ways',
  title: 'Way by way',
  body: table({
    caption: 'Ways that were taken',
    captionHidden: true,
    columns: [
      {
        head: 'Way',
        cell: ({ folder, from, to }: Way) =>
          html`<a href="${folder}/index.html">${from}${'\u00a0'}→${'\u00a0'}${to}</a>`,
      },
      { head: 'Took', cell: ({ tookMs }) => duration(tookMs), numeric: true },
      { head: 'Requests', cell: ({ requests }) => count(requests), numeric: true },
      { head: 'Failed', cell: ({ failed }) => count(failed), numeric: true },
      {
        head: 'Pauses',
        cell: ({ pauses }) => pauses.map(({ module, ms }) => `${module} ${duration(ms)}`).join(', '),
      },
      { head: 'Compared', cell: ({ shadowReads }) => count(shadowReads), numeric: true },
      { head: 'Different', cell: ({ unexplained }) => count(unexplained), numeric: true },
      { head: 'Violations', cell: ({ violations }) => count(violations), numeric: true },
      {
        head: 'Result',
        cell: (way) => html`${result(way)} ${way.failure ?? ''}`,
      },
    ],
    rows: taken,
    marked: ({ noticed }) => noticed,
  }),
});

function result({ noticed, passed }: Way): Html {
  if (noticed) return badge('failed', 'noticed');
  return passed ? badge('passed', 'not noticed') : badge('neutral', 'did not arrive');
}

function steps({ ways: taken }: RoundsRecord): Section | undefined {
  const found = stepsOver(taken);
  if (found.length === 0) return undefined;
  return {
    id: 'steps',
    title: 'How long answers took meanwhile',
    lead: 'The slowest hundredth of the answers in each step, as a multiple of that of the same shop left alone, before or after the way. One way has few such answers; the middle of all rounds says more.',
    body: table({
      caption: 'p99 in each step, against that at rest',
      captionHidden: true,
      columns: [
        { head: 'Step', cell: ({ from, to }) => `${from} → ${to}` },
        { head: 'Least', cell: ({ ratios }) => times(ratios.least), numeric: true },
        { head: 'Middle', cell: ({ ratios }) => times(ratios.middle), numeric: true },
        { head: 'Most', cell: ({ ratios }) => times(ratios.most), numeric: true },
      ],
      rows: found,
      marked: ({ ratios }) => ratios.middle > MOST,
    }),
  };
}
