import type { CheckReport, Finding } from '@twinshop/invariants';
import {
  type Endpoint,
  type EndpointImpact,
  type Impact,
  ENDPOINTS,
  type ExpectationResult,
  type RunRecord,
  type Second,
  type TimelineEvent,
  type Traffic,
  type Variant,
} from '../../src/record/drill-record.ts';

/** What a fault does to one endpoint while it lasts. */
export interface Harm {
  failed?: number;
  degraded?: number;
  p50?: number;
  p99?: number;
}

export interface Simulation {
  variant: Variant;
  without?: readonly string[];
  harm?: Partial<Record<Endpoint, Harm>>;
  /** Ms after the heal; undefined for never. */
  recoversAfter: number | undefined;
  detectedAfter?: number;
  degradedAfter?: number;
  openBreaker?: string;
  away?: string;
  findings?: readonly Finding[];
  expectations?: readonly ExpectationResult[];
}

const CONTROL_AT = 5_000;
const FAULT_AT = 20_000;
const HEALED_AT = 45_000;
const DRAIN_AT = 65_000;
const END = 75_000;

const RATE: Readonly<Record<Endpoint, number>> = {
  'product page': 60,
  'related products': 0,
  recommendations: 60,
  'product list': 25,
  'place order': 8,
  'read order': 12,
};
const USUAL: Readonly<Record<Endpoint, readonly [p50: number, p99: number]>> = {
  'product page': [3.1, 11],
  'related products': [2.4, 10],
  recommendations: [2.2, 9],
  'product list': [4.6, 16],
  'place order': [14, 48],
  'read order': [2.8, 10],
};

/** The record of a run as an engine would fill it: the same numbers each time, none of them measured. */
export function simulatedRun(simulation: Simulation): RunRecord {
  const random = randomFrom(simulation.variant.length + (simulation.without?.length ?? 0));
  const seconds = Array.from({ length: END / 1000 }, (_, index) =>
    secondAt(index * 1000, simulation, random),
  );
  return {
    variant: simulation.variant,
    without: simulation.without ?? [],
    phases: [
      { name: 'warm-up', fromMs: 0, toMs: CONTROL_AT },
      { name: 'control', fromMs: CONTROL_AT, toMs: FAULT_AT },
      { name: 'fault', fromMs: FAULT_AT, toMs: HEALED_AT },
      { name: 'healed', fromMs: HEALED_AT, toMs: DRAIN_AT },
      { name: 'drain', fromMs: DRAIN_AT, toMs: END },
    ],
    timeline: eventsOf(simulation),
    seconds,
    blastRadius: ENDPOINTS.map((endpoint) => impactOf(endpoint, seconds)),
    recovery: {
      fault: FAULT_AT,
      detected: after(FAULT_AT, simulation.detectedAfter),
      degraded: after(FAULT_AT, simulation.degradedAfter),
      healed: HEALED_AT,
      recovered: after(HEALED_AT, simulation.recoversAfter),
    },
    expectations: simulation.expectations ?? [],
    check: checkOf(simulation),
  };
}

const after = (start: number, ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : start + ms;

function secondAt(atMs: number, simulation: Simulation, random: () => number): Second {
  const { harm = {}, openBreaker, away, variant } = simulation;
  const end = HEALED_AT + (simulation.recoversAfter ?? END);
  const hurt = atMs >= FAULT_AT && atMs < end;
  const loaded = atMs < DRAIN_AT;
  const services = variant === 'microservices';
  const waiting = hurt && (harm['place order']?.failed ?? 0) < 1 ? Math.min(40, (atMs - FAULT_AT) / 700) : 0;
  return {
    atMs,
    endpoints: loaded
      ? Object.fromEntries(
          ENDPOINTS.map((endpoint) => [
            endpoint,
            traffic(endpoint, hurt ? harm[endpoint] : undefined, random),
          ]),
        )
      : {},
    breakers: services
      ? {
          'order→catalog': openBreaker === 'order→catalog' ? breakerAt(atMs, end) : 'closed',
          'catalog→recommendation':
            openBreaker === 'catalog→recommendation' ? breakerAt(atMs, end) : 'closed',
        }
      : {},
    running: services
      ? {
          'catalog→recommendation': loaded ? Math.round(random() * 3 + (hurt && !openBreaker ? 30 : 0)) : 0,
          'order→catalog': loaded ? Math.round(random() * 2) : 0,
        }
      : {},
    queues: services
      ? { 'catalog.events': Math.round(random() * 3), 'payment.commands': Math.round(random() * 2 + waiting) }
      : {},
    outboxAgeMs: services
      ? { order: random() * 40 + waiting * 120, catalog: random() * 30, payment: random() * 30 }
      : {},
    ordersPending:
      away === 'postgres' && hurt
        ? undefined
        : services
          ? Math.round(random() * 4 + waiting)
          : Math.round(random() * 2),
    unready: away && hurt && atMs > FAULT_AT + 900 ? [away] : [],
  };
}

function breakerAt(atMs: number, end: number): 'closed' | 'half-open' | 'open' {
  if (atMs < FAULT_AT + 2000 || atMs >= end) return 'closed';
  return (atMs - FAULT_AT) % 6000 === 0 ? 'half-open' : 'open';
}

function traffic(endpoint: Endpoint, harm: Harm | undefined, random: () => number): Traffic {
  const requests = Math.round(RATE[endpoint] * (0.9 + random() * 0.2));
  const failed = Math.round(requests * (harm?.failed ?? 0));
  const [p50, p99] = USUAL[endpoint];
  const noise = 0.85 + random() * 0.4;
  return {
    requests,
    failed,
    degraded: Math.min(requests - failed, Math.round(requests * (harm?.degraded ?? 0))),
    p50: (harm?.p50 ?? p50) * noise,
    p99: (harm?.p99 ?? p99) * noise,
    max: (harm?.p99 ?? p99) * noise * 1.6,
  };
}

function impactOf(endpoint: Endpoint, seconds: readonly Second[]): EndpointImpact {
  const between = (from: number, to: number): Impact => {
    const seen = seconds.flatMap(({ atMs, endpoints }) =>
      atMs >= from && atMs < to ? (endpoints[endpoint] ?? []) : [],
    );
    const total = (of: (each: Traffic) => number) => seen.reduce((sum, each) => sum + of(each), 0);
    const requests = total((each) => each.requests);
    return {
      requests,
      succeeded: 1 - total((each) => each.failed) / requests,
      degraded: total((each) => each.degraded) / requests,
      p50: total((each) => each.p50) / seen.length,
      p99: Math.max(...seen.map((each) => each.p99)),
    };
  };
  return { endpoint, control: between(CONTROL_AT, FAULT_AT), fault: between(FAULT_AT, HEALED_AT) };
}

function eventsOf({ away, openBreaker, recoversAfter, variant }: Simulation): TimelineEvent[] {
  const recovered = HEALED_AT + (recoversAfter ?? 0);
  return [
    { atMs: CONTROL_AT, kind: 'milestone', says: 'the control begins' },
    { atMs: FAULT_AT, kind: 'fault', says: `${away ?? variant} is killed and kept away` },
    ...(away ? [{ atMs: FAULT_AT + 1100, kind: 'process' as const, says: `${away} is not ready` }] : []),
    ...(openBreaker
      ? ([
          { atMs: FAULT_AT + 2040, kind: 'breaker', says: `${openBreaker} opens` },
          ...[6000, 12_000, 18_000, 24_000].flatMap((ms): TimelineEvent[] => [
            { atMs: FAULT_AT + ms, kind: 'breaker', says: `${openBreaker} is half open` },
            { atMs: FAULT_AT + ms + 320, kind: 'breaker', says: `${openBreaker} opens` },
          ]),
          { atMs: recovered, kind: 'breaker', says: `${openBreaker} closes` },
        ] satisfies TimelineEvent[])
      : []),
    { atMs: HEALED_AT, kind: 'heal', says: `${away ?? variant} may start again` },
    ...(away
      ? [{ atMs: HEALED_AT + 1800, kind: 'process' as const, says: `${away} is ready, as process 41277` }]
      : []),
    { atMs: DRAIN_AT, kind: 'milestone', says: 'the load ends' },
  ];
}

const INVARIANTS: readonly [says: string, count: number, what: string, servicesOnly?: true][] = [
  ['No accepted order is lost, and each is there once.', 412, 'orders'],
  ['Nobody pays twice, and nobody pays for an order that is not confirmed.', 431, 'charges'],
  ['Of each product: initial + restocked = on hand + reserved + sold.', 1000, 'products'],
  ['Every order is final a minute after the last fault was healed.', 412, 'orders'],
  ['Every event is applied exactly once by each subscriber.', 1604, 'messages', true],
  ['The projection of recommendations equals one rebuilt from confirmed orders.', 388, 'pairs', true],
];

const checkOf = ({ variant, findings = [] }: Simulation): CheckReport => ({
  checkedAt: '2026-03-04T09:12:45.000Z',
  variant,
  drainedAfterMs: variant === 'microservices' ? 1840 : 95,
  operations: { ok: 396, failed: 9, indeterminate: 7, recovered: 7 },
  invariants: INVARIANTS.map(([says, count, what, servicesOnly], index) => ({
    number: index + 1,
    says,
    checked: servicesOnly && variant === 'monolith' ? undefined : { count, what },
    findings: findings.filter(({ invariant }) => invariant === index + 1),
  })),
});

/** Mulberry32: a fixture looks alike each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
