import { FEWEST_ROUNDS } from '../../statistics/verdict.ts';

/** How figures were made, for somebody who wants to know whether to believe them; a sentence each. */
export const METHOD: readonly string[] = [
  'In each round both sides are measured next to each other, in random order.',
  'A figure is the median of its rounds, with its 95% interval: the percentile bootstrap of Efron and Tibshirani (1993). With five rounds that is about from the lowest to the highest, and no more is claimed.',
  'A ratio is the median of the ratios round by round, so that what slowed down both in a round cancels out.',
  `One side is called better only where the whole interval of the ratio lies outside 0.95 to 1.05, from at least ${FEWEST_ROUNDS} rounds; in all other cases no difference is shown, which does not say that there is none.`,
  'Where a zero leaves no ratio, the difference stands in its place, and ±5% of the larger median in that of 0.95 to 1.05.',
];
