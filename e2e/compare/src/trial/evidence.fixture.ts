import type { LoadResult } from '@twinshop/load';
import type { Evidence } from './gate.ts';

interface Facts {
  requests?: number;
  failed?: number;
  accepted?: number;
  unknown?: number;
  placed?: number;
  final?: number;
  generator?: Partial<LoadResult['generator']>;
  noise?: string;
  mayFail?: boolean;
}

/** What is known of a run in which all went well, but for what is told. */
export function evidence({
  requests = 1_000,
  failed = 0,
  accepted = 100,
  unknown = 0,
  placed = 100,
  final = 100,
  generator = {},
  noise,
  mayFail = false,
}: Facts = {}): Evidence {
  const latency = { p50: 2, p95: 5, p99: 9, p999: 20, max: 21 };
  return {
    loads: [
      {
        beganAtMs: 0,
        startedAtMs: 0,
        visits: 200,
        endedAtMs: 2_000,
        requestsWithWarmUp: requests,
        all: { requests, failed, latency },
        byRequest: {},
        bySecond: [],
        orders: { accepted, acceptedWhileCounted: accepted, refused: 0, unknown },
        generator: {
          cpuMs: 400,
          cpuMsInAll: 900,
          busy: 0.3,
          loopBusy: 0.25,
          lateP99: 2,
          withoutCart: 0,
          ...generator,
        },
      },
    ],
    orders: { placed, final, lastFinalAtMs: 2_010, toFinal: { p50: 20, p99: 60 } },
    noise,
    mayFail,
  };
}
