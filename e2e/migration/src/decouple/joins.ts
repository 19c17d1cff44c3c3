import { inSql, JOINS } from './belongings.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession, type Session } from './shared-database.ts';

/* Names without a schema: wherever tables are at the moment, the superuser finds them by the database's search path. */

export const dropReferences: DatabaseAction = {
  says: 'no table refers to another module’s any more',
  run: (database) =>
    inSession(database, async (session) => {
      for (const { name, table } of JOINS.references)
        if ((await constraint(session, name)) !== undefined)
          await session.briefly(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    }),
};

/** First for what is written from now on, then for what is there: that is read while customers go on writing. */
export const addReferences: DatabaseAction = {
  says: 'tables refer to each other again, across modules',
  run: (database, progress) =>
    inSession(database, async (session) => {
      for (const { name, table, column, to } of JOINS.references) {
        if ((await constraint(session, name)) === undefined)
          await session.briefly(
            `ALTER TABLE ${table} ADD CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES ${to} (id) NOT VALID`,
          );
        if ((await constraint(session, name))?.valid === false)
          await session.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
        progress(`each ${column} of ${table} is one of ${to}`);
      }
    }),
};

const { index } = JOINS;

export const addIndex: DatabaseAction = {
  says: 'the index for joins across modules is there',
  run: (database) =>
    inSession(database, async (session) => {
      const [found] = await session.query<{ valid: boolean }>(
        'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
        [index.name],
      );
      if (found?.valid === true) return;
      // What a build that was killed has left.
      if (found !== undefined) await session.query(`DROP INDEX CONCURRENTLY ${index.name}`);
      await session.query(`CREATE INDEX CONCURRENTLY ${index.name} ON ${index.on}`);
    }),
};

export const dropIndex: DatabaseAction = {
  says: 'the index for joins across modules is gone',
  run: (database) =>
    inSession(
      database,
      async (session) =>
        void (await session.query(`DROP INDEX CONCURRENTLY IF EXISTS ${inSql('order')}.${index.name}`)),
    ),
};

const constraint = async (session: Session, name: string): Promise<{ valid: boolean } | undefined> =>
  (
    await session.query<{ valid: boolean }>(
      'SELECT convalidated AS valid FROM pg_constraint WHERE conname = $1',
      [name],
    )
  )[0];
