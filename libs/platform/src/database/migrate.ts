import { createMigrationSource, type DatabaseOptions } from './data-source.ts';

/** Any number that all replicas of a process agree on. */
const MIGRATION_LOCK = 7_301_947;

/** Runs what is missing. Replicas that start together take turns (advisory lock); the later find nothing to do. */
export const migrate = async (options: DatabaseOptions): Promise<void> => {
  const source = await createMigrationSource(options).initialize();
  try {
    const turn = source.createQueryRunner();
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations();
    await turn.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await turn.release();
  } finally {
    await source.destroy();
  }
};
