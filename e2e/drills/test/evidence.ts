import type { CheckReport, Finding } from '@twinshop/invariants';
import type { Evidence } from '../src/expectations/judge.ts';
import { ENDPOINTS, type Endpoint, type Recovery, type Second } from '../src/record/drill-record.ts';
import { Tally } from '../src/traffic/tally.ts';
import type { Sample } from '../src/watch/sample.ts';

export const aSample = (atMs: number, said: Partial<Sample> = {}): Sample => ({
  atMs,
  breakers: {},
  running: {},
  sent: {},
  queues: {},
  outboxAgeMs: {},
  ordersPending: 0,
  unready: [],
  pids: {},
  ...said,
});

export interface Came {
  requests?: number;
  failed?: number;
  degraded?: number;
}

/** In which so many product pages were asked for; ten, and all is well, unless told. */
export const aSecond = (atMs: number, said: Partial<Second> & Came = {}): Second => {
  const { requests = 10, failed = 0, degraded = 0, ...rest } = said;
  return {
    atMs,
    endpoints: { 'product page': { requests, failed, degraded, p50: 2, p99: 8, max: 9 } },
    breakers: {},
    running: {},
    queues: {},
    outboxAgeMs: {},
    ordersPending: 0,
    unready: [],
    ...rest,
  };
};

export const FAULT_MS = 10_000;
export const HEALED_MS = 20_000;

export const aRecovery = (moments: Partial<Recovery> = {}): Recovery => ({
  fault: FAULT_MS,
  detected: undefined,
  degraded: undefined,
  healed: HEALED_MS,
  recovered: undefined,
  ...moments,
});

/** So many of an endpoint's requests, each as fast as told. */
export const aTally = ({ requests = 100, failed = 0, ms = 5 }: Came & { ms?: number }): Tally => {
  const tally = new Tally();
  for (let nth = 0; nth < requests; nth += 1) tally.note({ succeeded: nth >= failed, degraded: false, ms });
  return tally;
};

export const aReport = (findings: readonly Finding[] = [], drainedAfterMs = 500): CheckReport => ({
  checkedAt: '2026-01-01T00:00:00.000Z',
  variant: 'microservices',
  drainedAfterMs,
  operations: undefined,
  invariants: [{ number: 1, says: 'No accepted order is lost', checked: undefined, findings }],
});

export const aFinding: Finding = {
  invariant: 1,
  word: 'lost',
  subject: { kind: 'order', id: 'order-1' },
  says: 'The order order-1 is lost',
};

/** Of a run in which nobody came and nobody looked, but for what is told. */
export const evidence = ({
  during,
  ...rest
}: Partial<Omit<Evidence, 'during'>> & {
  during?: Partial<Record<keyof Evidence['during'], Partial<Record<Endpoint, Tally>>>>;
} = {}): Evidence => {
  const tallies = (phase: keyof Evidence['during']): Map<Endpoint, Tally> =>
    new Map(ENDPOINTS.map((endpoint) => [endpoint, during?.[phase]?.[endpoint] ?? new Tally()]));
  return {
    seconds: [],
    timeline: [],
    samples: [],
    recovery: aRecovery(),
    check: aReport(),
    during: {
      control: tallies('control'),
      fault: tallies('fault'),
      healing: tallies('healing'),
      afterwards: tallies('afterwards'),
    },
    ...rest,
  };
};
