import pg from 'pg';
import { MAY_USE } from './access.ts';
import { belongings, inSql, MODULES } from './belongings.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession, type Session } from './shared-database.ts';

/** Into the schemas of their modules, one after the other: each is away for as long as a name takes to change. */
export const takeApart: DatabaseAction = {
  says: 'each table moves into the schema of its module',
  run: (database, progress) =>
    inSession(database, async (session) => {
      const role = await session.oldRole();
      await refuseStrangers(session, role);
      const old = pg.escapeIdentifier(role);
      for (const module of MODULES) {
        const owner = inSql(module);
        const moving = { from: 'public', to: owner, owner };
        for (const relation of await relationsIn(session, 'public', belongings[module].relations)) {
          await session.briefly(
            ...relationMoves(relation, moving),
            `GRANT ${MAY_USE} ON ${owner}.${relation} TO ${old}`,
          );
          progress(`${relation} is in ${module}`);
        }
        for (const name of await functionsIn(session, 'public', belongings[module].functions))
          await session.briefly(...functionMoves(name, moving));
      }
    }),
};

/** Back into the schema that all share. Nobody may use them under their modules’ roles any more. */
export const putTogether: DatabaseAction = {
  says: 'each table moves back into the schema that all share',
  run: (database, progress) =>
    inSession(database, async (session) => {
      const owner = pg.escapeIdentifier(await session.oldRole());
      for (const module of MODULES) {
        const moving = { from: inSql(module), to: 'public', owner };
        for (const relation of await relationsIn(session, moving.from, belongings[module].relations)) {
          await session.briefly(...relationMoves(relation, moving));
          progress(`${relation} is back`);
        }
        for (const name of await functionsIn(session, moving.from, belongings[module].functions))
          await session.briefly(...functionMoves(name, moving));
      }
    }),
};

interface Moving {
  from: string;
  to: string;
  owner: string;
}

const relationMoves = (relation: string, { from, to, owner }: Moving): string[] => [
  `ALTER TABLE ${from}.${relation} SET SCHEMA ${to}`,
  `ALTER TABLE ${to}.${relation} OWNER TO ${owner}`,
];

const functionMoves = (name: string, { from, to, owner }: Moving): string[] => [
  `ALTER FUNCTION ${from}.${name}() SET SCHEMA ${to}`,
  `ALTER FUNCTION ${to}.${name}() OWNER TO ${owner}`,
];

const relationsIn = (session: Session, schema: string, names: readonly string[]): Promise<string[]> =>
  namesOf(
    session,
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = to_regnamespace($1) AND relname = ANY ($2::text[]) AND relkind IN ('r', 'v')
     ORDER BY array_position($2::text[], relname::text)`,
    [schema, names],
  );

const functionsIn = (session: Session, schema: string, names: readonly string[]): Promise<string[]> =>
  namesOf(
    session,
    'SELECT proname AS name FROM pg_proc WHERE pronamespace = to_regnamespace($1) AND proname = ANY ($2)',
    [schema, names],
  );

const namesOf = async (session: Session, sql: string, values: unknown[]): Promise<string[]> =>
  (await session.query<{ name: string }>(sql, values)).map(({ name }) => name);

/** @throws Error for a table that nobody has said whose it is */
async function refuseStrangers(session: Session, role: string): Promise<void> {
  const known = MODULES.flatMap((module) => belongings[module].relations);
  const strangers = await namesOf(
    session,
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) = $1 AND relkind IN ('r', 'v', 'm', 'p')
       AND relname <> 'migrations' AND relname <> ALL ($2)`,
    [role, known],
  );
  if (strangers.length > 0)
    throw new Error(`${strangers.join(', ')} belong to no module: belongings.ts has to say to which.`);
}
