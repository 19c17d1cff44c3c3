import { html, type Section } from '@twinshop/report';
import type { DrillRecord } from '../../record/drill-record.ts';
import { everyChart } from '../charts/every-chart.ts';
import { sharedSpan } from '../clock.ts';
import { mainRuns } from '../runs.ts';

export function secondBySecond(record: DrillRecord): Section | undefined {
  const runs = mainRuns(record);
  if (runs.length === 0) return undefined;
  return {
    id: 'seconds',
    title: 'Second by second',
    lead: 'Zero is the moment of the fault. Red ground: the fault lasts; green: it is healed. Thin lines are events: red the fault, green the heal, amber a breaker, violet a process, dotted a milestone. Charts of a kind have the same scales; point at one to read a second.',
    body: html`
      <noscript
        ><p class="absent">
          Charts are drawn by a script inside this page, which is switched off. The numbers by phase are below
          each.
        </p></noscript
      >
      ${everyChart(runs, sharedSpan(runs))}
    `,
  };
}
