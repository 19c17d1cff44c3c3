import pg from 'pg';
import { belongings, inSql, JOINS, MESSAGING, MODULES } from './belongings.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession, type Session } from './shared-database.ts';

const SHARED = 'public.migrations';

/** As TypeORM makes it. */
const COLUMNS = 'id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name character varying NOT NULL';

const literals = (names: readonly string[]): string => names.map((name) => pg.escapeLiteral(name)).join(', ');

/** Each module’s process looks into its own schema for what has been run, and runs what has not. */
export const noteForEach: DatabaseAction = {
  says: 'each schema knows which of its migrations have been run',
  run: (database) =>
    inSession(database, async (session) => {
      const known = [JOINS.migration, ...MODULES.flatMap((module) => belongings[module].migrations)];
      const strangers = await session.query<{ name: string }>(
        `SELECT name FROM ${SHARED} WHERE name <> ALL ($1)`,
        [known],
      );
      if (strangers.length > 0)
        throw new Error(
          `The migrations ${strangers.map(({ name }) => name).join(', ')} belong to no module: belongings.ts has to say to which.`,
        );
      for (const module of MODULES) {
        const own = `${inSql(module)}.migrations`;
        await session.briefly(
          `CREATE TABLE IF NOT EXISTS ${own} (${COLUMNS})`,
          `ALTER TABLE ${own} OWNER TO ${inSql(module)}`,
          `INSERT INTO ${own} ("timestamp", name)
           SELECT "timestamp", name FROM ${SHARED}
           WHERE name IN (${literals(belongings[module].migrations)}) AND name NOT IN (SELECT name FROM ${own}) ORDER BY id`,
        );
      }
    }),
};

/**
 * The old code, started again, would find nothing and make everything a second time. Of what it does not know itself it
 * takes no notice.
 */
export const noteForAll: DatabaseAction = {
  says: 'the schema that all share knows which migrations have been run',
  run: (database) =>
    inSession(database, async (session) => {
      const old = pg.escapeIdentifier(await session.oldRole());
      const own: string[] = [];
      for (const module of MODULES)
        if (await session.has(`${inSql(module)}.migrations`))
          own.push(
            `SELECT "timestamp", name FROM ${inSql(module)}.migrations WHERE name IN (${literals(belongings[module].migrations)})`,
          );
      const joins = `SELECT ${JOINS.migration.slice(-13)}::bigint, '${JOINS.migration}'`;
      await session.briefly(
        `CREATE TABLE IF NOT EXISTS ${SHARED} (${COLUMNS})`,
        `ALTER TABLE ${SHARED} OWNER TO ${old}`,
        `INSERT INTO ${SHARED} ("timestamp", name)
         SELECT "timestamp", name FROM (${[...own, joins].join(' UNION ')}) AS run ("timestamp", name)
         WHERE name NOT IN (SELECT name FROM ${SHARED}) ORDER BY "timestamp", name`,
      );
    }),
};

export const forgetForAll: DatabaseAction = {
  says: 'what the shared schema knew of migrations is gone',
  run: (database) => inSession(database, (session) => session.briefly(`DROP TABLE IF EXISTS ${SHARED}`)),
};

/** Migrations of step 2 that nobody has run yet, as `module name`. */
export async function missingMigrations(session: Session): Promise<string[]> {
  const missing: string[] = [];
  for (const module of MODULES) {
    const own = `${inSql(module)}.migrations`;
    const run = (await session.has(own))
      ? await session.query<{ name: string }>(`SELECT name FROM ${own}`)
      : [];
    const names = new Set(run.map(({ name }) => name));
    const needed = [...MESSAGING.migrations, ...belongings[module].migrations];
    missing.push(...needed.filter((name) => !names.has(name)).map((name) => `${module} ${name}`));
  }
  return missing;
}
