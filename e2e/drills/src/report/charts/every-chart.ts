import { html, type Html, type Span } from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { breakers } from './breakers.ts';
import { chartRow, isSingle, type RowOf } from './chart-row.ts';
import { ordersPending, outboxAge, queueDepth, runningCalls } from './gauges.ts';
import { slowest, usual } from './latency.ts';
import { requests } from './requests.ts';
import { unready } from './unready.ts';

const ROWS: readonly RowOf[] = [
  requests,
  slowest,
  usual,
  unready,
  ordersPending,
  breakers,
  runningCalls,
  queueDepth,
  outboxAge,
];

/** All that there is to see of some runs: first what can be compared, then what only one of them has. */
export function everyChart(runs: readonly RunRecord[], span: Span): Html {
  const rows = ROWS.flatMap((rowOf) => rowOf(runs, span) ?? []);
  const single = rows.filter(isSingle);
  return html`
    ${rows.filter((row) => !isSingle(row)).map((row) => chartRow(row, runs))}
    ${single.length > 0 && html`<div class="single beside">${single.map((row) => chartRow(row, runs))}</div>`}
  `;
}
