export { CannotMove, NotInTime, StaleEpoch, StillInside } from './errors.ts';
export { LagOfCopies } from './lag.ts';
export { ModuleMove, type MoveOptions, type Side } from './module-move.ts';
export type { PlaceState } from './ownership.ts';
export type { CopyProgress, TableProgress } from './progress.ts';
export type { Verification } from './verification/compare.ts';
