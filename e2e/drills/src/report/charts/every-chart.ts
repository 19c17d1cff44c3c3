import type { Html, Span } from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { breakers } from './breakers.ts';
import { chartRow, type RowOf } from './chart-row.ts';
import { ordersPending, outboxAge, queueDepth, runningCalls } from './gauges.ts';
import { slowest, usual } from './latency.ts';
import { requests } from './requests.ts';
import { unready } from './unready.ts';

const ROWS: readonly RowOf[] = [
  requests,
  slowest,
  usual,
  breakers,
  unready,
  runningCalls,
  ordersPending,
  queueDepth,
  outboxAge,
];

/** All that there is to see of some runs beside each other. */
export const everyChart = (runs: readonly RunRecord[], span: Span): Html[] =>
  ROWS.flatMap((rowOf) => {
    const row = rowOf(runs, span);
    return row ? [chartRow(row, runs)] : [];
  });
