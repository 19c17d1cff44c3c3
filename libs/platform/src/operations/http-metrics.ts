import { Histogram, type Registry } from 'prom-client';

/** Durations of the public port's requests, by route (never by address: ids would make a series each). */
export class HttpMetrics {
  private readonly durations: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  /** @param milliseconds from the first byte of the request to the end of the answer */
  observe(method: string, route: string | undefined, status: number, milliseconds: number): void {
    this.durations.observe({ method, route: route ?? 'unknown', status }, milliseconds / 1000);
  }
}
