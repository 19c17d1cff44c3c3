import { recommendationFailpoint } from './failpoints/recommendation.mutation.ts';
import type { Mutation } from './mutation.ts';
import { seededBugs } from './seeded-bugs/index.ts';
import { toggles } from './toggles/index.ts';

/** Every mutation that a process can be told to have. */
export const catalogue: readonly Mutation[] = [
  ...Object.values(seededBugs),
  ...Object.values(toggles),
  recommendationFailpoint,
];

/** @throws for a name that nothing has */
export const mutationsNamed = (names: readonly string[]): Mutation[] =>
  names.map((name) => {
    const found = catalogue.find((mutation) => mutation.name === name);
    if (!found) throw new Error(`There is no mutation "${name}".`);
    return found;
  });
