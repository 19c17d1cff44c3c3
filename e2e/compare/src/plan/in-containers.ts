import type { Experiment } from '../experiments/experiment.ts';
import type { Plan } from './plan.ts';

/** A plan without what containers don’t offer, and a sentence for each that it leaves out. */
export function inContainers(plan: Plan): { plan: Plan; leftOut: readonly string[] } {
  const [left, kept] = [
    plan.experiments.filter(isImpossible),
    plan.experiments.filter((one) => !isImpossible(one)),
  ];
  return {
    plan: { ...plan, experiments: kept },
    leftOut: left.map(
      ({ title }) =>
        `${title}: images hold the program as it is delivered, with no switch to make a module of it slow.`,
    ),
  };
}

const isImpossible = ({ shops }: Experiment): boolean => shops.canSlowRecommendations;
