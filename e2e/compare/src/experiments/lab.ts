import { inRounds } from '../trial/in-rounds.ts';
import { FEWEST_ROUNDS } from '../statistics/verdict.ts';
import { runTrial, type Instruments, type Trial, type TrialPlan } from '../trial/trial.ts';
import type { ArmKey, Refused } from '../record/compare-record.ts';
import type { Contestant, Contestants } from '../trial/contestant.ts';
import type { Shuffle } from '../trial/shuffle.ts';
import type { Shops } from './experiment.ts';

/** How much is measured. */
export interface Sizes {
  /** Of each of three loads that a shop has before anything is measured. */
  shopWarmUpSeconds: number;
  rounds: number;
  /** From then on, counted from the start of all, the fewest rounds that are judged are enough. */
  lateAfterSeconds?: number;
  /** Of load that are counted in a trial, and before them. */
  seconds: number;
  warmUpSeconds: number;
  /** At a time in a closed loop. */
  customers: number;
  /** Points of a sweep. */
  points: number;
}

export interface LabParts {
  contestants: Contestants;
  /** Visits of a usual day that the slower of them can take, a second. */
  visitsAtMost: number;
  sizes: Sizes;
  seed: number;
  shuffle: Shuffle;
  /** Whether the run should come to its end. */
  isLate: () => boolean;
  instruments: Omit<Instruments, 'bystander'>;
  /** Starts two others, and stops them when they were used. */
  withShops: WithShops;
  stopping: AbortSignal;
  onTrial: () => void;
  onRefusal: (refused: Refused) => void;
  /** Some rounds of an experiment do not count. */
  onLoss: () => void;
}

export type WithShops = <Result>(
  shops: Shops,
  use: (on: Pick<LabParts, 'contestants' | 'visitsAtMost'>) => Promise<Result>,
) => Promise<Result>;

export type TrialOf = Partial<TrialPlan> & Pick<TrialPlan, 'scenario' | 'loop'>;
export type Round<Result> = Readonly<Record<ArmKey, Result>>;

/** Two shops that are up, and all that it takes to measure them against each other. */
export class Lab {
  readonly contestants: Contestants;
  readonly sizes: Sizes;
  readonly #parts: LabParts;

  constructor(parts: LabParts) {
    this.#parts = parts;
    ({ contestants: this.contestants, sizes: this.sizes } = parts);
  }

  /** The same load on both, once a round. @param experiment for whoever reads of refusals */
  measure(
    experiment: string,
    trial: TrialOf | ((contestant: Contestant) => TrialOf),
  ): Promise<Round<Trial>[]> {
    const { contestants, seed, instruments, sizes } = this.#parts;
    const { warmUpSeconds, seconds } = sizes;
    return this.each(experiment, (contestant, round) =>
      runTrial(
        contestant,
        {
          warmUpSeconds,
          seconds,
          seed: seed + round,
          ...(typeof trial === 'function' ? trial(contestant) : trial),
        },
        { ...instruments, bystander: contestants.find((other) => other !== contestant)! },
      ),
    );
  }

  /** Anything, once a round for both. */
  async each<Result extends object>(
    experiment: string,
    measure: (contestant: Contestant, round: number) => Promise<Result | { refused: string }>,
  ): Promise<Round<Result>[]> {
    const { contestants, sizes, shuffle, isLate, stopping, onTrial, onRefusal, onLoss } = this.#parts;
    const counted = await inRounds({
      contestants,
      rounds: sizes.rounds,
      isEnough: (counted) => counted >= FEWEST_ROUNDS && isLate(),
      shuffle,
      trial: measure,
      stopping,
      onTrial,
      onRefusal: (refused) => onRefusal({ ...refused, experiment }),
    });
    if (counted.length < (isLate() ? Math.min(FEWEST_ROUNDS, sizes.rounds) : sizes.rounds)) onLoss();
    return counted;
  }

  /** The same lab with two other shops, for as long as they are used. */
  withShops<Result>(shops: Shops, use: (lab: Lab) => Promise<Result>): Promise<Result> {
    return this.#parts.withShops(shops, (on) => use(new Lab({ ...this.#parts, ...on })));
  }

  /** A rate that is the same for both on any machine: a share of the visits that the slower can take, a second. */
  visits(share: number): number {
    const exactly = this.#parts.visitsAtMost * share;
    const step = exactly > 50 ? 5 : 1;
    return Math.max(1, Math.round(exactly / step) * step);
  }

  /** Once for both, for what does not change from round to round. */
  async once<Result>(measure: (contestant: Contestant) => Promise<Result>): Promise<Round<Result>> {
    const [a, b] = this.contestants;
    return { a: await measure(a), b: await measure(b) };
  }
}
