import type { PartOnStage, ShopOnStage } from '../faults/stage.ts';
import { processOf } from '../replica.ts';
import { parseMetrics, type Metric } from './metrics.ts';
import { pendingOrders } from './pending-orders.ts';
import type { BreakerState, Sample } from './sample.ts';

const WITHIN_MS = 900;

const STATES: readonly BreakerState[] = ['closed', 'half-open', 'open'];
const UNDONE: ReadonlySet<string> = new Set(['waiting', 'prioritized', 'active', 'delayed']);
/** How calls end that never left the caller. */
const UNSENT: ReadonlySet<string> = new Set(['open', 'full']);
const NAMES: ReadonlySet<string> = new Set([
  'circuit_breaker_state',
  'outgoing_calls_running',
  'outgoing_call_duration_seconds_count',
  'queue_jobs',
  'outbox_oldest_unpublished_seconds',
]);

/** What one process said; undefined where it did not. */
interface Said {
  process: PartOnStage;
  ready: boolean;
  metrics: readonly Metric[];
}

/** Looks at every process's own port, and asks the database how many orders are pending. Never rejects; takes a second at most. */
export async function look(
  shop: Pick<ShopOnStage, 'processes' | 'databases'>,
  atMs: number,
): Promise<Sample> {
  const processes = shop.processes.filter(({ opsUrl }) => opsUrl !== undefined);
  const [said, ordersPending] = await Promise.all([Promise.all(processes.map(ask)), pendingOrders(shop)]);
  const metrics = said.flatMap(({ process, metrics }) =>
    metrics.map((metric) => ({
      ...metric,
      process: process.name,
      caller: processOf(process.name),
    })),
  );
  const of = (name: string) => metrics.filter((metric) => metric.name === name);
  const link = ({ caller, labels }: (typeof metrics)[number]): string => `${caller}→${labels['name']}`;

  const breakers: Record<string, BreakerState> = {};
  for (const metric of of('circuit_breaker_state')) {
    const worst = Math.max(metric.value, STATES.indexOf(breakers[link(metric)] ?? 'closed'));
    breakers[link(metric)] = STATES[worst]!;
  }
  return {
    atMs,
    breakers,
    running: sums(of('outgoing_calls_running'), link),
    sent: sums(
      of('outgoing_call_duration_seconds_count').filter(({ labels }) => !UNSENT.has(labels['outcome'] ?? '')),
      link,
    ),
    queues: largest(
      of('queue_jobs').filter(({ labels }) => UNDONE.has(labels['state'] ?? '')),
      ({ labels }) => labels['queue']!,
    ),
    outboxAgeMs: largest(
      of('outbox_oldest_unpublished_seconds').map((metric) => ({ ...metric, value: metric.value * 1_000 })),
      ({ caller }) => caller,
    ),
    ordersPending,
    unready: said.filter(({ ready }) => !ready).map(({ process }) => process.name),
    pids: Object.fromEntries(
      shop.processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid] as const])),
    ),
  };
}

async function ask(process: PartOnStage): Promise<Said> {
  const [metrics, ready] = await Promise.all([
    answer(`${process.opsUrl}/metrics`),
    // The gateway has no metrics, and its own way to be ready.
    answer(process.readyUrl),
  ]);
  return {
    process,
    ready: ready?.ok ?? false,
    metrics: metrics?.ok === true ? parseMetrics(metrics.text, NAMES) : [],
  };
}

async function answer(url: string): Promise<{ ok: boolean; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return undefined;
  }
}

function sums<M extends Metric>(
  metrics: readonly M[],
  nameOf: (metric: M) => string,
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const metric of metrics) found[nameOf(metric)] = (found[nameOf(metric)] ?? 0) + metric.value;
  return found;
}

/** Replicas look at the same thing: their sums are not added, the largest is taken. */
function largest<M extends Metric & { process: string }>(
  metrics: readonly M[],
  nameOf: (metric: M) => string,
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const own of Map.groupBy(metrics, ({ process }) => process).values())
    for (const [name, sum] of Object.entries(sums(own, nameOf)))
      if (!Number.isNaN(sum)) found[name] = Math.max(found[name] ?? 0, sum);
  return found;
}
