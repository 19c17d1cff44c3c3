export { Database, sql, type Statement, type Transaction } from './database.ts';
export { DatabaseModule } from './database.module.ts';
export { askOnceATurn, readTogether } from './read-together.ts';
export type { DatabaseOptions } from './data-source.ts';
export { isUnavailable } from './unavailable.ts';
