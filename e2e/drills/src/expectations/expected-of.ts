import type { Scenario } from '../drill.ts';
import type { Judge } from './judge.ts';
import { keepsItsPromises } from './shop.judges.ts';
import { wasSteady } from './traffic.judges.ts';

/** All that is expected in a scenario: what is its own, and what is expected in each. */
export const expectedOf = ({ expects }: Pick<Scenario, 'expects'>): Judge[] => [
  wasSteady,
  ...expects,
  keepsItsPromises,
];
