import pg from 'pg';
import { belongings, inSql, MODULES } from './belongings.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession } from './shared-database.ts';

/** What the old code does with a table, whoever owns it. */
export const MAY_USE = 'SELECT, INSERT, UPDATE, DELETE';

/** For sessions that are open, too: PostgreSQL has them look at a schema anew when its rights change. */
export const letIn: DatabaseAction = {
  says: 'the old code may use what the modules own',
  run: (database) =>
    inSession(database, async (session) => {
      const old = pg.escapeIdentifier(await session.oldRole());
      for (const module of MODULES) {
        const schema = inSql(module);
        const owned = await session.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class
           WHERE relnamespace = to_regnamespace($1) AND relname = ANY ($2) AND relkind IN ('r', 'v')`,
          [schema, belongings[module].relations],
        );
        await session.briefly(
          `GRANT USAGE ON SCHEMA ${schema} TO ${old}`,
          ...owned.map(({ name }) => `GRANT ${MAY_USE} ON ${schema}.${name} TO ${old}`),
        );
      }
    }),
};

export const shutOut: DatabaseAction = {
  says: 'the old code may use nothing of the modules any more',
  run: (database) =>
    inSession(database, async (session) => {
      const old = pg.escapeIdentifier(await session.oldRole());
      for (const module of MODULES)
        await session.briefly(
          `REVOKE ALL ON ALL TABLES IN SCHEMA ${inSql(module)} FROM ${old}`,
          `REVOKE ALL ON SCHEMA ${inSql(module)} FROM ${old}`,
        );
    }),
};
