import { Counter, Gauge, type Registry } from 'prom-client';

export class ProjectionMetrics {
  readonly rebuilds: Counter<'outcome'>;
  readonly rebuildOrders: Gauge;

  constructor(registry: Registry) {
    this.rebuilds = new Counter({
      name: 'recommendation_projection_rebuilds_total',
      help: 'Rebuilds of the projection that this process has ended, by outcome: done or failed',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.rebuildOrders = new Gauge({
      name: 'recommendation_projection_rebuild_orders',
      help: 'Orders read by the rebuild that this process runs, or ran last',
      registers: [registry],
    });
  }
}
