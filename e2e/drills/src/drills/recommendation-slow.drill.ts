import type { Drill } from '../drill.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers, degrades } from '../expectations/traffic.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  recommendationAway,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationSlow: Drill = {
  name: 'recommendation-slow',
  title: 'Recommendations take five seconds',
  question: 'Who waits when one module is slow?',
  watch: [
    'p99 of related products: no more than the patience of who asks, a tenth of a second.',
    'Calls towards recommendations that run at once: never more than there is room for.',
    'The monolith beside the services: the module is made slow in both, by the same switch.',
  ],
  why: [
    'Slow is worse than dead: whoever waits holds on to memory, connections and patience. So everybody has a deadline.',
    'A bulkhead of 50 calls keeps the catalogue from waiting for recommendations with all that it has.',
    'The breaker counts a call that took too long as failed, and then spares both sides the next ones.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['timeout', 'breaker', 'bulkhead', 'fallback'],
  variants: {
    microservices: {
      faults: [{ kind: 'failpoint', process: 'recommendation', set: { recommendation: { slowMs: 5_000 } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [...recommendationAway, keepsRunning()],
    },
    monolith: {
      faults: [{ kind: 'failpoint', process: 'monolith', set: { recommendation: { slowMs: 5_000 } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [
        answers('product page', 1),
        answers('place order', 0.999),
        degrades('related products', 0.95),
        keepsRunning(),
        recovers(10_000),
      ],
    },
  },
};
