import type { Drill } from '../drill.ts';
import { breakerCloses } from '../expectations/breaker.judges.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  shopGoesOn,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationFlapping: Drill = {
  name: 'recommendation-flapping',
  title: 'Recommendations come and go',
  question: 'What does a breaker do with a part that fails every other second?',
  watch: [
    'The breaker catalog→recommendation: it stays open over the good moments, and tries again every two seconds.',
    'Related products: now from recommendations, now the default list, and never an error.',
  ],
  why: [
    'A breaker that closes needs one good answer; one that opens, five calls of which most failed. So it does not flicker.',
    'Nobody waits for what is known not to answer.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['breaker', 'fallback'],
  variants: {
    microservices: {
      faults: [
        {
          kind: 'link',
          before: 'recommendation',
          fault: { kind: 'flapping', everyMs: 1_000, faults: [{ kind: 'reset' }] },
        },
      ],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [
        ...shopGoesOn,
        breakerCloses('catalog→recommendation', 4_000),
        keepsRunning(),
        recovers(10_000),
      ],
    },
    monolith: { because: 'Between its modules is no network that could come and go.' },
  },
};
