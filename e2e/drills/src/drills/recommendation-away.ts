import type { Drill } from '../drill.ts';
import {
  breakerCloses,
  breakerOpens,
  probesSparingly,
  runningAtMost,
} from '../expectations/breaker.judges.ts';
import type { Judge } from '../expectations/judge.ts';
import { recovers } from '../expectations/shop.judges.ts';
import { answers, degrades, staysAsFast } from '../expectations/traffic.judges.ts';

const LINK = 'catalog→recommendation';
const RESET_MS = 2_000;
const CAPACITY = 50;

/** So many orders that the slowest hundredth of them is more than one or two. */
export const manyOrders: Drill['rates'] = { 'place order': 40 };
export const LONG_ENOUGH_MS = 20_000;

/** Whatever happens to recommendations, customers look and buy as before. */
export const shopGoesOn: readonly Judge[] = [
  answers('product page', 1),
  answers('related products', 1),
  answers('recommendations', 1),
  answers('place order', 0.999),
  staysAsFast('place order', 1.1),
  runningAtMost(LINK, CAPACITY),
];

/** What is expected of the services while recommendations do not answer at all, or only with errors. */
export const recommendationAway: readonly Judge[] = [
  ...shopGoesOn,
  degrades('related products', 0.95),
  breakerOpens(LINK, 2_000),
  probesSparingly(LINK, { resetMs: RESET_MS, processes: 1 }),
  breakerCloses(LINK, RESET_MS + 2_000),
  recovers(10_000),
];

export const whereRecommendationsAreGuarded: Drill['code'] = [
  { path: 'libs/catalog/feature/src/use-cases/suggest-related/suggest-related.ts', what: 'the default list' },
  {
    path: 'libs/recommendation/client/src/recommendation-api.http.ts',
    what: 'how long is waited, for how many at once',
  },
  { path: 'libs/platform/src/resilience/breaker.ts', what: 'the circuit breaker behind its bulkhead' },
  { path: 'infra/topologies/src/routes.ts', what: 'where the gateway asks instead' },
];
