import { Random } from '@twinshop/load';

/** The same things in an order that chance decides. */
export type Shuffle = <Thing>(things: readonly Thing[]) => Thing[];

/** The same seed shuffles alike. */
export function shuffleBy(seed: number): Shuffle {
  const random = new Random(seed);
  return (things) => random.shuffle(things);
}
