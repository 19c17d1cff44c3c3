export type { DatabaseAction } from './database-action.ts';
export { decouple } from './decouple.ts';
export { recouple } from './recouple.ts';
export { checkSearchPath, NotPrepared } from './search-path.ts';
export { StillInUse, type SharedDatabase } from './shared-database.ts';
export { ordersOfOldCode, workOfNewCode, type WorkOfNewCode } from './under-way.ts';
