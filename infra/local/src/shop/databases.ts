import { randomBytes } from 'node:crypto';
import { ensureDatabases, type DatabaseUrls } from '@twinshop/setup';
import type { Topology } from '@twinshop/topologies';

/**
 * The databases of one run, with the roles that own them. A role keeps its password while the run lasts: processes that
 * have it make new connections at any time.
 */
export class Databases {
  readonly #passwords = new Map<string, string>();

  /** Makes what a topology needs and there is not. */
  ensure(adminUrl: string, topology: Pick<Topology, 'databases' | 'schemas'>): Promise<DatabaseUrls> {
    return ensureDatabases(adminUrl, topology, (role) => this.#passwordOf(role));
  }

  #passwordOf(role: string): string {
    const password = this.#passwords.get(role) ?? randomBytes(18).toString('base64url');
    this.#passwords.set(role, password);
    return password;
  }
}
