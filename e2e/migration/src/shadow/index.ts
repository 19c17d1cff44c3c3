export { startComparer, type Comparer, type ComparerOptions } from './comparer.ts';
export type { Difference } from './differences.ts';
export { readAround, type ReadAroundOptions } from './read-around.ts';
export type { Comparisons } from './tally.ts';
