import type { Drill } from '../drill.ts';
import { keepsRunning } from '../expectations/shop.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  recommendationAway,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationBlackholed: Drill = {
  name: 'recommendation-blackholed',
  title: 'Recommendations are behind a network that swallows everything',
  question: 'What happens when a part neither answers nor refuses?',
  watch: [
    'Connections stay open and nothing comes: the fault that only a deadline can see.',
    'The breaker catalog→recommendation: open within two seconds of it.',
    'The gateway: 250 ms for recommendations, then it asks the catalogue.',
  ],
  why: [
    'No answer is no information; a deadline turns it into one.',
    'A deadline shrinks as it travels: who is asked knows how long somebody still waits.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['timeout', 'breaker'],
  variants: {
    microservices: {
      faults: [{ kind: 'link', before: 'recommendation', fault: { kind: 'blackhole' } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [...recommendationAway, keepsRunning()],
    },
    monolith: { because: 'Between its modules is no network that could swallow anything.' },
  },
};
