export type { DatabaseAction } from './database-action.ts';
export { decouple } from './decouple.ts';
export { recouple } from './recouple.ts';
export { checkSearchPath, NotPrepared } from './search-path.ts';
export type { SharedDatabase } from './shared-database.ts';
export { ordersOfOldCode, workOfNewCode } from './under-way.ts';
