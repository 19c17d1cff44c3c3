import { alsoLookInto, createDatabase, createSchema } from '@twinshop/postgres';
import type { StatefulModule, Topology } from '@twinshop/topologies';

/** How each module connects to its data. */
export type DatabaseUrls = Readonly<Record<StatefulModule, string>>;

/**
 * Makes the databases, schemas and roles that a topology needs and there are not.
 * @param passwordOf of a role: always the same, as processes that have it make new connections at any time
 */
export async function ensureDatabases(
  adminUrl: string,
  { databases, schemas }: Pick<Topology, 'databases' | 'schemas'>,
  passwordOf: (role: string) => string | Promise<string>,
): Promise<DatabaseUrls> {
  const urls = new Map<string, string>();
  for (const [name, modules] of Object.entries(modulesByDatabase(databases))) {
    urls.set(name, await createDatabase(adminUrl, name, name, await passwordOf(name)));
    // From the first session on: modules that share a database may be taken apart while it is used.
    if (modules.length > 1) await alsoLookInto(adminUrl, name, modules);
  }
  const urlOf = async (module: StatefulModule): Promise<string> => {
    const database = databases[module];
    return schemas === 'of-each-module'
      ? createSchema(adminUrl, database, module, await passwordOf(module))
      : urls.get(database)!;
  };
  return {
    catalog: await urlOf('catalog'),
    order: await urlOf('order'),
    payment: await urlOf('payment'),
  };
}

function modulesByDatabase(databases: Topology['databases']): Record<string, StatefulModule[]> {
  const modules = Object.keys(databases) as StatefulModule[];
  return Object.groupBy(modules, (module) => databases[module]) as Record<string, StatefulModule[]>;
}
