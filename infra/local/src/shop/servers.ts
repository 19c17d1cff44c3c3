import { startRedis } from '@twinshop/redis';
import type { Topology } from '@twinshop/topologies';
import type { ShopHome } from '../home/shop-home.ts';
import { ManagedServer, type RunningServer, type ServerLaunch } from '../processes/managed-server.ts';
import type { PartEvents } from '../processes/part.ts';
import { findProgram, redis } from '../provision/system-programs.ts';
import { startWhereItWas } from './start-where-it-was.ts';

/** The database servers of a shop: PostgreSQL, and Redis where it is wanted. */
export class Servers {
  readonly #home: ShopHome;
  readonly #durable: boolean;
  readonly #events: PartEvents<ManagedServer>;
  readonly #postgres: ManagedServer;
  #redis: ManagedServer | undefined;

  constructor(home: ShopHome, durable: boolean, events: PartEvents<ManagedServer>) {
    this.#home = home;
    this.#durable = durable;
    this.#events = events;
    this.#postgres = this.#managePostgres();
  }

  get parts(): ManagedServer[] {
    return [this.#postgres, ...(this.#redis ? [this.#redis] : [])];
  }

  /** Connects as PostgreSQL's superuser. @throws before it was started */
  get adminUrl(): string {
    const { url } = this.#postgres;
    if (url === undefined) throw new Error('PostgreSQL has not been started.');
    return url;
  }

  /** Undefined where there is none. */
  get redisUrl(): string | undefined {
    return this.#redis?.url;
  }

  /** Starts those that a topology has and that were not started yet. */
  async start({ servers }: Pick<Topology, 'servers'>): Promise<void> {
    if (servers.includes('redis')) this.#redis ??= this.#manageRedis();
    await Promise.all(this.parts.filter(({ url }) => url === undefined).map((server) => server.start()));
  }

  /**
   * Stops those that a topology has not. What they keep on the disk stays.
   * @returns their names
   */
  async stopExtra({ servers }: Pick<Topology, 'servers'>): Promise<string[]> {
    const server = this.#redis;
    if (server === undefined || servers.includes('redis')) return [];
    await server.stop();
    this.#redis = undefined;
    return [server.name];
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map((server) => server.stop()));
  }

  /** Without asking. What was written durably stays: PostgreSQL recovers at its next start. */
  killAll(): void {
    for (const server of this.parts) void server.kill(server === this.#postgres ? 'SIGQUIT' : 'SIGKILL');
  }

  #managePostgres(): ManagedServer {
    const log = this.#home.log('postgres');
    const launch = async (how: ServerLaunch): Promise<RunningServer> => {
      const options = { dataDir: this.#home.postgresData, durable: this.#durable, log };
      const server = await startWhereItWas(this.#home.postgresPortFile, { ...options, ...how });
      return { ...server, url: server.adminUrl };
    };
    return new ManagedServer({ name: 'postgres', log, launch }, this.#events);
  }

  #manageRedis(): ManagedServer {
    const log = this.#home.log('redis');
    const launch = (how: ServerLaunch): Promise<RunningServer> =>
      startRedis({ dir: this.#home.redisData, program: findProgram(redis), log, ...how });
    return new ManagedServer({ name: 'redis', log, launch }, this.#events);
  }
}
