import type { Finding } from '@twinshop/invariants';
import type { DrillFacts, DrillRecord, ExpectationResult, RunRecord } from '../../src/record/drill-record.ts';
import { simulatedRun } from './simulated-run.ts';

const drill: DrillFacts = {
  name: 'recommendation-away',
  title: 'Recommendations go away',
  question:
    'Does the shop still sell when the service that recommends is killed and does not come back for a while?',
  watch: [
    'Product pages: they ask for recommendations, and must be answered without them.',
    'The breaker catalog→recommendation: it opens, so that nobody waits for what is not there.',
  ],
  why: [
    'A page asks for recommendations with a deadline and takes the best sellers where there is no answer.',
    'The breaker makes this free: after a few failures nobody asks any more.',
  ],
  code: [
    {
      path: 'libs/platform/src/resilience/breaker.ts',
      what: 'deadline, breaker and bulkhead around each call',
    },
    {
      path: 'libs/recommendation/client/src/recommendation-api.http.ts',
      what: 'what a caller gets where nobody answers',
    },
  ],
};

const met = (says: string, bar: string, measured: string): ExpectationResult => ({
  says,
  bar,
  measured,
  met: true,
});

const kept: ExpectationResult[] = [
  met('product pages are answered 200', '100%', '100%'),
  met('recommendations come by the fallback within', '250 ms', 'p99 61 ms'),
  met('orders are placed as before', '≥ 99%', '100%'),
  met('all is as in the control after the heal within', '30 s', '6.2 s'),
];

const services = {
  variant: 'microservices',
  away: 'recommendation',
  openBreaker: 'catalog→recommendation',
  detectedAfter: 1100,
  degradedAfter: 240,
  recoversAfter: 6200,
  harm: { recommendations: { degraded: 1, p50: 1.4, p99: 42 }, 'product page': { p50: 3.6, p99: 58 } },
  expectations: kept,
} as const;

const monolith = {
  variant: 'monolith',
  away: 'monolith',
  detectedAfter: 900,
  recoversAfter: 1900,
  harm: {
    'product page': { failed: 0.42, p50: 900, p99: 4000 },
    recommendations: { failed: 0.42, p50: 900, p99: 4000 },
    'product list': { failed: 0.4, p50: 850, p99: 4100 },
    'place order': { failed: 0.5, p50: 1200, p99: 5000 },
    'read order': { failed: 0.41, p50: 900, p99: 4000 },
  },
  expectations: [met('all is as in the control after the heal within', '30 s', '1.9 s')],
} as const;

const recordOf = (runs: readonly RunRecord[], others: Partial<DrillRecord> = {}): DrillRecord => ({
  format: 1,
  drill,
  seed: 74201,
  command: './shop drill recommendation-away --seed 74201',
  startedAt: '2026-03-04T09:11:02.000Z',
  machine: { processors: 8, memoryBytes: 33_400_000_000, node: 'v24.21.0', system: 'Linux 6.12 x64' },
  runs,
  omitted: [],
  passed: true,
  ...others,
});

/** Both variants, and all was well. */
export const passed = (): DrillRecord => recordOf([simulatedRun(services), simulatedRun(monolith)]);

/** One variant, whose customers were failed in two hundred ways. */
export function failed(): DrillRecord {
  const findings = Array.from({ length: 200 }, (_, index): Finding => ({
    invariant: index < 150 ? 1 : 5,
    word: index < 150 ? 'lost' : 'duplicated',
    subject: {
      kind: index < 150 ? 'order' : 'message',
      id: `0190b2f4-7c1e-7d3a-9f00-${String(index).padStart(12, '0')}`,
    },
    says:
      index < 150 ? 'It was accepted with a 202, and is nowhere.' : 'It was applied twice by the catalogue.',
  }));
  const missed: ExpectationResult = {
    says: 'product pages are answered 200',
    bar: '100%',
    measured: '71.4%',
    met: false,
  };
  return recordOf(
    [
      simulatedRun({
        ...services,
        harm: { ...services.harm, 'product page': { failed: 0.286, p50: 40, p99: 2100 } },
        recoversAfter: undefined,
        expectations: [missed, ...kept.slice(1)],
        findings,
      }),
      simulatedRun(monolith),
    ],
    { passed: false },
  );
}

/** The same fault with guards switched off, beside the runs that decide. */
export const withLesson = (): DrillRecord =>
  recordOf([
    simulatedRun(services),
    simulatedRun(monolith),
    simulatedRun({
      ...services,
      without: ['breaker', 'fallback'],
      openBreaker: undefined,
      degradedAfter: undefined,
      harm: {
        recommendations: { failed: 1, p50: 1000, p99: 1010 },
        'product page': { failed: 0.63, p50: 1020, p99: 2900 },
        'product list': { p50: 60, p99: 700 },
      },
      expectations: [{ says: 'product pages are answered 200', bar: '100%', measured: '37%', met: false }],
    }),
  ]);

/** Moments that never came, seconds without a database, and a variant for which the drill means nothing. */
export const unfinished = (): DrillRecord =>
  recordOf(
    [
      simulatedRun({
        variant: 'monolith',
        away: 'postgres',
        recoversAfter: undefined,
        harm: { 'place order': { failed: 1, p50: 2000, p99: 2005 } },
        expectations: [],
      }),
    ],
    {
      omitted: [
        {
          variant: 'microservices',
          why: 'Each service has a database of its own: there is no such one to lose.',
        },
      ],
    },
  );
