import type { Drill } from '../drill.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import {
  LONG_ENOUGH_MS,
  manyOrders,
  shopGoesOn,
  whereRecommendationsAreGuarded,
} from './recommendation-away.ts';

export const recommendationOverloaded: Drill = {
  name: 'recommendation-overloaded',
  title: 'Recommendations need more processor than there is',
  question: 'Whose time does an expensive module use up?',
  watch: [
    'Every recommendation keeps its process from doing anything else for 60 ms, in both variants.',
    'The services: recommendations drown alone; the breaker keeps the others away.',
    'The monolith: pages and orders wait in the same event loop. This is what fault isolation buys.',
  ],
  why: [
    'A process of its own has an event loop of its own.',
    'A bulkhead and a breaker keep a slow neighbour from becoming one’s own slowness.',
    'Deadlines protect from waiting, not from work that one does oneself: in the monolith they fire late.',
  ],
  code: whereRecommendationsAreGuarded,
  rates: manyOrders,
  guards: ['breaker', 'bulkhead'],
  variants: {
    microservices: {
      faults: [{ kind: 'failpoint', process: 'recommendation', set: { recommendation: { blocksMs: 60 } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [...shopGoesOn, keepsRunning(), recovers(15_000)],
    },
    monolith: {
      faults: [{ kind: 'failpoint', process: 'monolith', set: { recommendation: { blocksMs: 60 } } }],
      faultMs: LONG_ENOUGH_MS,
      controlMs: LONG_ENOUGH_MS,
      expects: [keepsRunning(), recovers(30_000)],
    },
  },
};
