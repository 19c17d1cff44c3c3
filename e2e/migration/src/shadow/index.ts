export { startComparer, type Comparer, type ComparerOptions } from './comparer.ts';
export type { Comparison } from './compare-until-equal.ts';
export type { Difference } from './differences.ts';
export { readAround, type ReadAroundOptions } from './read-around.ts';
export type { Read } from './read.ts';
export type { Comparisons, Unexplained } from './tally.ts';
export type { Room } from './waiting-room.ts';
