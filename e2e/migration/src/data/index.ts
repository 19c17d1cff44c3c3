export { LagOfCopies } from './lag.ts';
export { ModuleMove, type MoveOptions } from './module-move.ts';
