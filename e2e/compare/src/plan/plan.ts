import { experiments } from '../experiments/index.ts';
import { replayOf } from '../experiments/replay.experiment.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { Sizes } from '../experiments/lab.ts';

/** How much is measured, and how often. */
export interface Plan {
  name: 'quick' | 'full' | 'chosen';
  sizes: Sizes;
  experiments: readonly Experiment[];
}

const QUICK = ['capacity.mixed', 'capacity.checkout', 'usual-day', 'rate'];

const sizes: Readonly<Record<'quick' | 'full', Sizes>> = {
  quick: {
    shopWarmUpSeconds: 4,
    rounds: 7,
    lateAfterSeconds: 180,
    seconds: 1.5,
    warmUpSeconds: 0.4,
    customers: 16,
    points: 3,
  },
  full: {
    shopWarmUpSeconds: 8,
    rounds: 7,
    lateAfterSeconds: 15 * 60,
    seconds: 5,
    warmUpSeconds: 1,
    customers: 16,
    points: 6,
  },
};

export interface Wanted {
  size: 'quick' | 'full';
  /** Names of experiments, all that belong to the size unless told. */
  only?: readonly string[] | undefined;
  /** Files of a real shop’s invoices: one of its days is replayed, too. */
  data?: readonly string[] | undefined;
}

export function planOf({ size, only, data }: Wanted): Plan {
  const replay = data === undefined ? [] : [replayOf(data)];
  const named = (names: readonly string[]): Experiment[] =>
    experiments.filter(({ name }) => names.includes(name));
  if (only !== undefined)
    return { name: 'chosen', sizes: sizes[size], experiments: [...named(only), ...replay] };
  return {
    name: size,
    sizes: sizes[size],
    experiments: [...(size === 'full' ? experiments : named(QUICK)), ...replay],
  };
}

/** Runs of either arm, over all experiments. */
export const trialsIn = ({ experiments, sizes }: Plan): number =>
  experiments.reduce((sum, { trialsPerRound }) => sum + 2 * sizes.rounds * trialsPerRound(sizes), 0);
