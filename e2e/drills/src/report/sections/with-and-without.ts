import { duration, html, type Html, listed, percent, type Section, table } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { blastRadiusCard } from '../cards/blast-radius-card.ts';
import { checkCard } from '../cards/check-card.ts';
import { eventsCard } from '../cards/events-card.ts';
import { expectationsCard } from '../cards/expectations-card.ts';
import { everyChart } from '../charts/every-chart.ts';
import { lessonCharts } from '../charts/lesson-chart.ts';
import { sharedSpan } from '../clock.ts';
import { mostHurt } from '../impact.ts';
import { runName } from '../names.ts';
import { type Lesson, lessons } from '../runs.ts';
import { lessonShown } from '../shown.ts';

/** What guards are good for: runs without some beside those with all. */
export function withAndWithout(record: DrillRecord): Section | undefined {
  const pairs = lessons(record);
  if (pairs.length === 0) return undefined;
  return {
    id: 'without',
    title: 'With and without',
    lead: 'The same fault once more, with guards switched off. These runs decide nothing; they show what the guards are good for. Of all endpoints it is the one that is hurt most that is drawn.',
    body: pairs.map(lesson),
  };
}

function lesson(pair: Lesson): Html {
  const { guarded, unguarded } = pair;
  const worst = mostHurt(guarded, unguarded);
  const runs = [guarded, unguarded];
  const span = sharedSpan(runs);
  return html`
    <div class="lesson">
      <h3>${runName(unguarded)}</h3>
      <p class="explains">${lessonShown(pair)}</p>
      ${worst && lessonCharts(pair, worst.endpoint, span)} ${worst && numbers(pair, worst)}
      <details>
        <summary>
          Every chart with and without, and all that was found without<span class="unseen"
            >: ${runName(unguarded)}</span
          >
        </summary>
        ${everyChart(runs, span)}
        <div class="beside">
          ${blastRadiusCard('Blast radius', unguarded)} ${expectationsCard('Expectations', unguarded)}
          ${checkCard('What the checker found', unguarded)} ${eventsCard('What happened when', unguarded)}
        </div>
      </details>
    </div>
  `;
}

const numbers = (
  { unguarded }: Lesson,
  { endpoint, withAll, without }: NonNullable<ReturnType<typeof mostHurt>>,
): Html =>
  table({
    caption: `${endpoint} during the fault`,
    columns: [
      { head: 'Guards', cell: ({ name }) => name },
      { head: 'Answered', numeric: true, cell: ({ impact }) => percent(impact.succeeded) },
      { head: 'By fallback', numeric: true, cell: ({ impact }) => percent(impact.degraded) },
      { head: 'p50', numeric: true, cell: ({ impact }) => duration(impact.p50) },
      { head: 'p99', numeric: true, cell: ({ impact }) => duration(impact.p99) },
    ],
    rows: [
      { name: 'with all', impact: withAll },
      { name: `without ${listed(unguarded.without)}`, impact: without },
    ],
  });
