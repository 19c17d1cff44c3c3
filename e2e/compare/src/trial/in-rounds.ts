import type { ArmKey, Refused } from '../record/compare-record.ts';
import type { Contestant, Contestants } from './contestant.ts';
import type { Shuffle } from './shuffle.ts';

const TRIES = 3;
/** After so many in a row that do not count, the others would not either. */
const GIVES_UP_AFTER = 2;

export interface Rounds<Result> {
  contestants: Contestants;
  rounds: number;
  shuffle: Shuffle;
  /** @param round from 0; the same for both arms */
  trial: (contestant: Contestant, round: number) => Promise<Result | { refused: string }>;
  /** Whether so many rounds that count are enough; then no further one begins. */
  isEnough: (counted: number) => boolean;
  /** No round begins after it. */
  stopping: AbortSignal;
  /** After each, whether it could be measured or not. */
  onTrial: () => void;
  onRefusal: (refused: Omit<Refused, 'experiment'>) => void;
}

/**
 * Both arms once a round, next to each other and in random order, so that a machine that changes changes for both
 * (a randomised block design: R. A. Fisher, The Design of Experiments, 1935). A run that is refused is done again; where
 * none counts, the round does not, and after two such rounds there are no more.
 * @returns for each round that counts, what both arms had
 */
export async function inRounds<Result extends object>({
  contestants,
  rounds,
  shuffle,
  isEnough,
  trial,
  stopping,
  onTrial,
  onRefusal,
}: Rounds<Result>): Promise<Record<ArmKey, Result>[]> {
  const counted: Record<ArmKey, Result>[] = [];
  let lost = 0;
  const goesOn = (): boolean => lost < GIVES_UP_AFTER && !isEnough(counted.length) && !stopping.aborted;
  for (let round = 0; round < rounds && goesOn(); round += 1) {
    const results: Partial<Record<ArmKey, Result>> = {};
    for (const contestant of shuffle(contestants)) {
      for (let nth = 0; nth < TRIES && results[contestant.key] === undefined; nth += 1) {
        const result = await trial(contestant, round);
        if ('refused' in result) onRefusal({ arm: contestant.key, because: result.refused });
        else results[contestant.key] = result;
      }
      onTrial();
    }
    const { a, b } = results;
    if (a !== undefined && b !== undefined) counted.push({ a, b });
    lost = a !== undefined && b !== undefined ? 0 : lost + 1;
  }
  return counted;
}
