import type { DatabaseAction } from './database-action.ts';
import { MODULES } from './belongings.ts';
import { inSession } from './shared-database.ts';

/** The database was not made for its tables to move. */
export class NotPrepared extends Error {
  override name = 'NotPrepared';
}

/**
 * Statements of step 1's processes name no schema: they find tables that have moved because the database tells every new
 * session to look into the modules' schemas too. Sessions that are older than that setting would not, so it has to be as old
 * as the database.
 */
export const checkSearchPath: DatabaseAction = {
  says: 'the database has told all sessions where tables will be',
  run: (database) =>
    inSession(database, async (session) => {
      const [row] = await session.query<{ settings: string[] }>(
        `SELECT coalesce(setconfig, '{}') AS settings FROM pg_database
         LEFT JOIN pg_db_role_setting ON setdatabase = pg_database.oid AND setrole = 0
         WHERE datname = current_database()`,
      );
      const setting = row!.settings
        .find((each) => each.startsWith('search_path='))
        ?.slice('search_path='.length);
      const path = (setting ?? '').split(',').map((schema) => schema.trim().replaceAll('"', ''));
      const missing = ['$user', 'public', ...MODULES].filter((schema) => !path.includes(schema));
      if (missing.length > 0)
        throw new NotPrepared(
          `Sessions of the database ${database.name} do not look into ${missing.join(', ')}, so they would not find tables that move. It was made before that was set. Run: ALTER DATABASE "${database.name}" SET search_path = "$user", public, ${MODULES.map((module) => `"${module}"`).join(', ')}; then restart the processes of the monolith, one after the other, and begin again.`,
        );
    }),
};
