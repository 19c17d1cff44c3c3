import type { Drill } from '../drill.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  recommendationAway,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationKilled: Drill = {
  name: 'recommendation-killed',
  aliases: ['recommendation-down'],
  title: 'Recommendations are killed',
  question: 'What does a shop lose when a part dies that it could do without?',
  watch: [
    'The breaker catalog→recommendation: open within two seconds, then one probe at a time.',
    'Product pages and orders: as many, and as fast, as before.',
    'Related products: all answered, by the default list.',
    'The monolith: a module cannot die alone. Whatever kills one kills all, and every endpoint is hurt.',
  ],
  why: [
    'The catalogue gives recommendations 100 ms, and has a list of its own for when they do not come.',
    'The gateway has another place to ask for /api/recommendations.',
    'After five failed calls the breaker does not wait at all.',
    'Events about orders wait in the queue of recommendations until somebody takes them.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['fallback', 'breaker'],
  variants: {
    microservices: {
      faults: [{ kind: 'kill', part: 'recommendation' }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      supervised: false,
      expects: [...recommendationAway, keepsRunning('recommendation')],
    },
    monolith: {
      faults: [{ kind: 'kill', part: 'monolith' }],
      faultMs: 5_000,
      supervised: false,
      expects: [recovers(15_000)],
    },
  },
};
