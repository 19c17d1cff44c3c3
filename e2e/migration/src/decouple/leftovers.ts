import { inSql, MESSAGING, MODULES } from './belongings.ts';
import type { DatabaseAction } from './database-action.ts';
import { inSession } from './shared-database.ts';

/** Schemas without their tables: what messages were sent, and what was noted of migrations. */
export const dropSchemas: DatabaseAction = {
  says: 'the schemas of the modules are gone, with the messages that they sent',
  run: (database) =>
    inSession(database, async (session) => {
      for (const module of MODULES) {
        const schema = inSql(module);
        // Named one by one: a schema that still has anything else is not dropped.
        const tables = [...MESSAGING.tables, 'migrations'].map((table) => `${schema}.${table}`);
        await session.briefly(`DROP TABLE IF EXISTS ${tables.join(', ')}`, `DROP SCHEMA IF EXISTS ${schema}`);
      }
    }),
};
