import type { Second } from '../record/drill-record.ts';
import type { TallyBySecond } from '../traffic/tally.ts';
import type { BreakerState, Sample } from '../watch/sample.ts';

const SEVERITY: readonly BreakerState[] = ['closed', 'half-open', 'open'];

/** One second of a run, of what customers saw and what the shop said meanwhile: of several looks, the worst. */
export function secondOf(atMs: number, tally: TallyBySecond, looks: readonly Sample[]): Second {
  const latest = looks.at(-1);
  return {
    atMs,
    endpoints: tally.second(atMs),
    breakers: merged(
      looks.map(({ breakers }) => breakers),
      worse,
    ),
    running: merged(
      looks.map(({ running }) => running),
      Math.max,
    ),
    queues: merged(
      looks.map(({ queues }) => queues),
      Math.max,
    ),
    outboxAgeMs: merged(
      looks.map(({ outboxAgeMs }) => outboxAgeMs),
      Math.max,
    ),
    ordersPending: latest?.ordersPending,
    unready: [...new Set(looks.flatMap(({ unready }) => unready))],
  };
}

const worse = (one: BreakerState, other: BreakerState): BreakerState =>
  SEVERITY.indexOf(one) > SEVERITY.indexOf(other) ? one : other;

function merged<Value>(
  all: readonly Readonly<Record<string, Value>>[],
  merge: (one: Value, other: Value) => Value,
): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const record of all)
    for (const [name, value] of Object.entries(record))
      result[name] = name in result ? merge(result[name]!, value) : value;
  return result;
}
