import type { Second } from '../record/drill-record.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** What the shop's processes say of themselves at one moment. */
export interface Sample extends Pick<
  Second,
  'breakers' | 'running' | 'queues' | 'outboxAgeMs' | 'ordersPending' | 'unready'
> {
  /** Milliseconds since the run's start. */
  atMs: number;
  /** Calls that were really sent since the process's start, as `caller→called`. */
  sent: Readonly<Record<string, number>>;
  /** Of all that run, servers included, by name; another pid is another process. */
  pids: Readonly<Record<string, number>>;
}
