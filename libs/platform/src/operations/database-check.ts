import { sql, type Database } from '../database/index.ts';
import type { ReadinessCheck } from './operations-server.ts';

const PING = sql('readiness', 'SELECT 1');

/** Ready while the database answers. */
export const databaseCheck = (database: Database): ReadinessCheck => ({
  name: 'database',
  check: async () => void (await database.query(PING)),
});
