export type { MigrationRecord } from './record/migration-record.ts';
