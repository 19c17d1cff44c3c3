export { answersQueries } from './answers-queries.ts';
export { startPostgres, discardPostgresData, PostgresError } from './postgres-server.ts';
export type { PostgresOptions, PostgresServer } from './postgres-server.ts';
export {
  alsoLookInto,
  closeSharedDatabases,
  createDatabase,
  createSchema,
  dropDatabase,
} from './databases.ts';
export { shopSettings, throwAwaySettings } from './settings.ts';
