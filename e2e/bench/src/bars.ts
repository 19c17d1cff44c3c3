import type { Report } from './report.ts';

/** What is asked of a figure. */
export interface Bar {
  of: string;
  measured: number;
  /** The least or the most that it may be. */
  least?: number;
  most?: number;
}

/** Every figure of a report that something is asked of. */
export function barsOf({ againstBare, betweenArchitectures: between, atScale }: Report): Bar[] {
  return [
    ...againstBare.map(({ name, bar, monolith }) => ({
      of: `${name}, monolith to bare`,
      measured: monolith.ratio,
      least: bar,
    })),
    ...(between === undefined
      ? []
      : [
          { of: 'orders a second, services to monolith', measured: between.orders.throughput, least: 0.35 },
          { of: 'CPU an order, services to monolith', measured: between.orders.cpu, most: 3 },
          { of: 'product detail, services to monolith', measured: between.detail.ratio, least: 0.8 },
          { of: 'page of 20, services to monolith', measured: between.page.ratio, least: 0.8 },
          { of: 'ms from POST to the end, services', measured: between.timeToFinal.services, most: 100 },
        ]),
    ...(atScale === undefined
      ? []
      : [
          { of: 'page of 20, large to small catalogue', measured: atScale.page.ratio, least: 1 / 1.5 },
          { of: 'product detail, large to small catalogue', measured: atScale.detail.ratio, least: 1 / 1.5 },
          { of: 'ms of 95% of searches', measured: atScale.search.p95, most: 50 },
        ]),
  ];
}

export const isMissed = ({ measured, least = -Infinity, most = Infinity }: Bar): boolean =>
  measured < least || measured > most;

export const inWords = ({ of, measured, least, most }: Bar): string =>
  `${of}: ${measured.toFixed(2)}, not ${least === undefined ? `at most ${most}` : `at least ${least.toFixed(2)}`}`;
