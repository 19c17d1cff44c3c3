import type { Comparison, Sweep } from '../record/compare-record.ts';
import type { Lab, Sizes } from './lab.ts';

/** Which shops an experiment is made on; those that want the same share them. */
export interface Shops {
  /** Of the process that serves the catalogue: of the monolith, or of that service alone. */
  catalogueInstances: number;
  /** Whether recommendations can be made slow. */
  canSlowRecommendations: boolean;
  /** Files of invoices that the catalogue is made of; a generated one unless told. */
  goodsOf?: readonly string[];
}

export const plain: Shops = { catalogueInstances: 1, canSlowRecommendations: false };

export interface Experiment {
  name: string;
  /** What is asked, in a few words for whoever waits. */
  title: string;
  shops: Shops;
  /** How often each arm is measured in a round: for the time that is left. */
  trialsPerRound(sizes: Sizes): number;
  run(lab: Lab): Promise<Findings>;
}

export interface Findings {
  comparisons: readonly Comparison[];
  sweeps: readonly Sweep[];
}
