export { againstRest, spreadOf } from './record/against-rest.ts';
export type { MigrationRecord } from './record/migration-record.ts';
