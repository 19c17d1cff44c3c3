import { Gauge, Histogram, type Registry } from 'prom-client';
import type { BreakerState } from './breaker.ts';
import type { Reason } from './unavailable.ts';

/** What is shown of each process that is called. */
export interface Called {
  readonly name: string;
  readonly state: BreakerState;
  readonly running: number;
  readonly capacity: number;
}

const LEVEL: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 };

const known = new WeakMap<Registry, CallMetrics>();

/** Calls to other processes, for Prometheus: one set of series a registry, however many processes are called. */
export class CallMetrics {
  private readonly called = new Set<Called>();
  private readonly durations: Histogram<'name' | 'outcome'>;

  static of(registry: Registry): CallMetrics {
    const metrics = known.get(registry) ?? new CallMetrics(registry);
    known.set(registry, metrics);
    return metrics;
  }

  private constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'outgoing_call_duration_seconds',
      help: 'Time from asking another process to its answer, or to giving up',
      labelNames: ['name', 'outcome'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    const gauge = (name: string, help: string, value: (called: Called) => number): void => {
      const all = this.called;
      new Gauge({
        name,
        help,
        labelNames: ['name'],
        registers: [registry],
        collect() {
          this.reset();
          for (const called of all) this.set({ name: called.name }, value(called));
        },
      });
    };
    gauge('circuit_breaker_state', '0 closed, 1 half open, 2 open', ({ state }) => LEVEL[state]);
    gauge('outgoing_calls_running', 'Calls that run now', ({ running }) => running);
    gauge('outgoing_calls_capacity', 'Calls that may run at once', ({ capacity }) => capacity);
  }

  watch(called: Called): void {
    this.called.add(called);
  }

  forget(called: Called): void {
    this.called.delete(called);
  }

  /** @param outcome `refused` also for answers of 4xx that were foreseen */
  observe(name: string, outcome: 'ok' | Reason, milliseconds: number): void {
    this.durations.observe({ name, outcome }, milliseconds / 1_000);
  }
}
