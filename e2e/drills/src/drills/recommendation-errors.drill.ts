import type { Drill } from '../drill.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers, degrades } from '../expectations/traffic.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  recommendationAway,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationErrors: Drill = {
  name: 'recommendation-errors',
  title: 'Recommendations answer nothing but errors',
  question: 'Does an error in a part become an error of the whole?',
  watch: [
    'Related products: all answered, by the default list.',
    'The breaker catalog→recommendation: it opens at once, as errors come fast.',
    'The monolith: what customers ask of the module itself fails, as there is nobody else to ask.',
  ],
  why: [
    'Related products are a courtesy: whoever shows them has a list of their own for when there are none.',
    'The gateway takes an error of recommendations for a reason to ask somebody else.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['fallback', 'breaker'],
  variants: {
    microservices: {
      faults: [{ kind: 'failpoint', process: 'recommendation', set: { recommendation: { fails: true } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [...recommendationAway, keepsRunning()],
    },
    monolith: {
      faults: [{ kind: 'failpoint', process: 'monolith', set: { recommendation: { fails: true } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [
        answers('product page', 1),
        answers('related products', 1),
        answers('place order', 0.999),
        degrades('related products', 0.95),
        keepsRunning(),
        recovers(10_000),
      ],
    },
  },
};
