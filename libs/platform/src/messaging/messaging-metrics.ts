import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How a delivery ended: done; to be tried again; set aside while the database is away; given up. */
export type Outcome = 'done' | 'retried' | 'postponed' | 'dead';

/** What a process says of its messages to Prometheus. */
export class MessagingMetrics {
  readonly published: Counter<'queue' | 'type'>;
  readonly handled: Counter<'type' | 'outcome'>;
  readonly duration: Histogram<'type'>;
  private readonly registry: Registry;

  constructor(registry: Registry) {
    this.registry = registry;
    this.published = new Counter({
      name: 'messages_published_total',
      help: 'Messages put into the queue of a subscriber',
      labelNames: ['queue', 'type'],
      registers: [registry],
    });
    this.handled = new Counter({
      name: 'messages_handled_total',
      help: 'Deliveries of messages to this process, by how they ended',
      labelNames: ['type', 'outcome'],
      registers: [registry],
    });
    this.duration = new Histogram({
      name: 'message_handling_duration_seconds',
      help: 'Time a handler took, with the wait for others of its batch',
      labelNames: ['type'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  /** @param ask seconds, asked for when Prometheus asks; what is not known is NaN */
  watchOutbox(ask: () => Promise<number>): void {
    new Gauge({
      name: 'outbox_oldest_unpublished_seconds',
      help: 'How long the oldest message has waited in the outbox to be sent, or to be sent again; 0 where none does',
      registers: [this.registry],
      async collect() {
        this.set(await ask().catch(() => NaN));
      },
    });
  }

  /** @param ask jobs by state, asked for when Prometheus asks */
  watchQueue(queue: string, ask: () => Promise<Record<string, number>>): void {
    new Gauge({
      name: 'queue_jobs',
      help: 'Messages in the queue of this process by state; prioritized ones are sent again and give way, failed ones are dead letters',
      labelNames: ['queue', 'state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const counts = await ask().catch(() => ({}));
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      },
    });
  }

  /** @param connected asked when Prometheus asks */
  watchRedis(connected: () => boolean): void {
    new Gauge({
      name: 'redis_connected',
      help: 'Whether messages can be sent at the moment: 1 or 0',
      registers: [this.registry],
      collect() {
        this.set(connected() ? 1 : 0);
      },
    });
  }
}
