import { docker } from '@twinshop/docker';
import type { Credentials, DatabaseUrls } from '@twinshop/setup';
import { accountOf, type DatabaseAccount, type StatefulModule, type Topology } from '@twinshop/topologies';

/** Who of PostgreSQL's roles makes databases. */
const SUPERUSER = 'postgres';

/** The passwords of a shop in containers, which the shopkeeper's container knows, and URLs that are made of them. */
export class Vault {
  readonly #shopkeeper: string;
  // They are made once and kept.
  #passwords: Promise<ReadonlyMap<string, string>> | undefined;
  #accounts: Promise<Credentials> | undefined;

  /** @param shopkeeper the container's name */
  constructor(shopkeeper: string) {
    this.#shopkeeper = shopkeeper;
  }

  /** @throws Error where there is no such role */
  async passwordOf(role: string): Promise<string> {
    const password = (await (this.#passwords ??= this.#read())).get(role);
    if (password === undefined) throw new Error(`Nobody has made a password for ${role}.`);
    return password;
  }

  /** @param server `host:port` of PostgreSQL */
  async urlOf({ role, database }: DatabaseAccount, server: string): Promise<string> {
    return `postgres://${role}:${await this.passwordOf(role)}@${server}/${database}`;
  }

  /** How each module of a topology connects. */
  async databaseUrls(topology: Topology, server: string): Promise<DatabaseUrls> {
    const urlOf = (module: StatefulModule): Promise<string> =>
      this.urlOf(accountOf(topology, module), server);
    return { catalog: await urlOf('catalog'), order: await urlOf('order'), payment: await urlOf('payment') };
  }

  adminUrl(server: string): Promise<string> {
    return this.urlOf({ role: SUPERUSER, database: 'postgres' }, server);
  }

  /** Whom to sign in as. */
  accounts(): Promise<Credentials> {
    return (this.#accounts ??= this.#readAccounts());
  }

  async #readAccounts(): Promise<Credentials> {
    const printed = await docker(['exec', this.#shopkeeper, 'node', 'main.js', 'credentials', '--json']);
    return JSON.parse(printed) as Credentials;
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const lines = await docker([
      'exec',
      this.#shopkeeper,
      'sh',
      '-c',
      'cd /secrets/vault && grep "" *.password',
    ]);
    return new Map(
      lines.split('\n').flatMap((line) => {
        const [, role, password] = /^(.+)\.password:(.+)$/.exec(line) ?? [];
        return role === undefined || password === undefined ? [] : [[role, password] as const];
      }),
    );
  }
}
