import { randomBytes } from 'node:crypto';
import { alsoLookInto, createDatabase, createSchema } from '@twinshop/postgres';
import type { StatefulModule, Topology } from '@twinshop/topologies';

/** How each module connects to its data. */
export type DatabaseUrls = Readonly<Record<StatefulModule, string>>;

/**
 * The databases of one run, with the roles that own them. A role keeps its password while the run lasts: processes that
 * have it make new connections at any time.
 */
export class Databases {
  readonly #passwords = new Map<string, string>();

  /** Makes what a topology needs and there is not. */
  async ensure(
    adminUrl: string,
    { databases, schemas }: Pick<Topology, 'databases' | 'schemas'>,
  ): Promise<DatabaseUrls> {
    const urls = new Map<string, string>();
    for (const [name, modules] of Object.entries(modulesByDatabase(databases))) {
      urls.set(name, await createDatabase(adminUrl, name, name, this.#passwordOf(name)));
      // From the first session on: modules that share a database may be taken apart while it is used.
      if (modules.length > 1) await alsoLookInto(adminUrl, name, modules);
    }
    const urlOf = async (module: StatefulModule): Promise<string> => {
      const database = databases[module];
      return schemas === 'of-each-module'
        ? createSchema(adminUrl, database, module, this.#passwordOf(module))
        : urls.get(database)!;
    };
    return {
      catalog: await urlOf('catalog'),
      order: await urlOf('order'),
      payment: await urlOf('payment'),
    };
  }

  #passwordOf(role: string): string {
    const password = this.#passwords.get(role) ?? randomBytes(18).toString('base64url');
    this.#passwords.set(role, password);
    return password;
  }
}

function modulesByDatabase(databases: Topology['databases']): Record<string, StatefulModule[]> {
  const modules = Object.keys(databases) as StatefulModule[];
  return Object.groupBy(modules, (module) => databases[module]) as Record<string, StatefulModule[]>;
}
