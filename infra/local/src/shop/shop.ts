import { rm } from 'node:fs/promises';
import path from 'node:path';
import { discardPostgresData, startPostgres, type PostgresServer } from '@twinshop/postgres';
import { freePort, isFree } from '@twinshop/processes';
import { startRedis } from '@twinshop/redis';
import { ensureCredentials, ensureKeys } from '@twinshop/setup';
import type { Topology } from '@twinshop/topologies';
import { writeEnvironmentFile } from '../home/environment-file.ts';
import {
  claimRunFile,
  ownIdentity,
  readRunFile,
  writeRunFile,
  type ProcessRecord,
  type RunRecord,
} from '../home/run-file.ts';
import { makeHome, shopHome, type ShopHome } from '../home/shop-home.ts';
import { ManagedProcess } from '../processes/managed-process.ts';
import { ManagedServer, type RunningServer, type ServerLaunch } from '../processes/managed-server.ts';
import type { Part, PartEvents } from '../processes/part.ts';
import { killGroup } from '../processes/process-group.ts';
import { portHolder } from '../processes/ports.ts';
import { identifyProcess } from '../processes/process-identity.ts';
import { findProgram, redis } from '../provision/system-programs.ts';
import { Refusal } from '../refusal.ts';
import { clearLeftOver } from './left-over.ts';
import { planProcesses } from './plan.ts';
import { startAll, stopAll, type Step } from './start-and-stop.ts';

export interface ShopOptions {
  topology: Topology;
  home: string;
  /** Of the process that customers reach; a free one by default. */
  port?: number;
  /** Processes of the topology that are not started: somebody runs them by hand, with the files in `env`. */
  without?: readonly string[];
  /** False for data that is thrown away. */
  durable: boolean;
  logLevel: string;
  /** Told when something that was ready ends by itself. */
  onDeath?: (part: Part, reason: string) => void;
}

/** One run of a topology on a home, taken step by step so that a caller can show each; `stop()` undoes them all. */
export class Shop {
  readonly home: ShopHome;
  readonly #options: ShopOptions;
  #record: RunRecord | undefined;
  readonly #servers: ManagedServer[];
  #postgres: PostgresServer | undefined;
  #processes: Step<ManagedProcess>[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: ShopOptions) {
    this.#options = options;
    this.home = shopHome(path.resolve(options.home));
    this.#servers = [this.#managePostgres(), ...options.topology.servers.map(() => this.#manageRedis())];
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** What others read of this run; complete once every process is ready. */
  get record(): RunRecord {
    if (!this.#record) throw new Error('The shop has not claimed its home yet.');
    return this.#record;
  }

  /**
   * Makes this the one run on its home, after ending what a killed one left.
   * @returns the names of what was ended
   * @throws Refusal when another run is alive, or the port is taken
   */
  async claim(): Promise<string[]> {
    const { topology } = this.#options;
    await makeHome(this.home);
    const ended = await clearLeftOver(this.home);
    const port = this.#options.port ?? (await freePort());
    const credentials = await ensureCredentials(this.home.credentialsFile);
    await ensureKeys(this.home.keys, topology.signers);
    const record: RunRecord = {
      state: 'starting',
      runnerPid: process.pid,
      runnerIdentity: ownIdentity(),
      variant: topology.name,
      startedAt: new Date().toISOString(),
      publicUrl: `http://localhost:${port}`,
      providerUrl: '',
      databases: { catalog: '', order: '', payment: '' },
      processes: [],
      ...credentials,
    };
    if (!claimRunFile(this.home.runFile, record)) throw alreadyRunning(this.home);
    this.#record = record;
    if (!(await isFree(port))) throw await portTaken(port);
    return ended;
  }

  /** Empties the databases, the queues and the provider's ledger; keys and passwords stay. */
  async discardData(): Promise<void> {
    await discardPostgresData(this.home.postgresData);
    await rm(this.home.data(''), { recursive: true, force: true });
    await makeHome(this.home);
  }

  /** Starts PostgreSQL with the topology's databases, and Redis where there is one; what the processes need is then known. */
  async startServers(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.start()));
    const databases = await this.#createDatabases();
    for (const server of this.#servers) this.#noteServer(server);
    this.#note({ databases, redisUrl: this.#servers.find(({ name }) => name === 'redis')?.url });
    await this.#plan();
  }

  async #createDatabases(): Promise<RunRecord['databases']> {
    const { databases } = this.#options.topology;
    const urls = new Map<string, string>();
    for (const name of new Set(Object.values(databases)))
      urls.set(name, await this.#postgres!.createDatabase(name));
    const urlOf = (name: string): string => urls.get(name)!;
    return {
      catalog: urlOf(databases.catalog),
      order: urlOf(databases.order),
      payment: urlOf(databases.payment),
    };
  }

  async #plan(): Promise<void> {
    const { topology, logLevel, without = [] } = this.#options;
    const { publicUrl, admin, customer, databases, redisUrl } = this.record;
    const planned = await planProcesses({
      topology,
      home: this.home,
      publicPort: Number(new URL(publicUrl).port),
      credentials: { admin, customer },
      databases,
      servers: redisUrl === undefined ? {} : { redis: redisUrl },
      logLevel,
    });
    for (const { plan, environment } of planned)
      writeEnvironmentFile(this.home.environment(plan.name), environment);
    this.#processes = planned
      .filter(({ process }) => !without.includes(process))
      .map(({ plan, after }) => ({
        after,
        part: new ManagedProcess(
          plan,
          this.#events((started) => this.#noteProcess(started)),
        ),
      }));
    this.#note({
      providerUrl: planned.find(({ process }) => process === 'payment-provider')?.plan.url ?? '',
    });
  }

  get processNames(): string[] {
    return this.#processes.map(({ part }) => part.name);
  }

  /** A process or a server. */
  part(name: string): Part {
    const parts = this.#parts;
    const found = parts.find((part) => part.name === name);
    if (!found)
      throw new Refusal(
        `There is no process "${name}". There are: ${parts.map((part) => part.name).join(', ')}.`,
      );
    return found;
  }

  /** Starts the processes, each as soon as those are ready that it has to come after. */
  startProcesses(onReady: (name: string) => void = () => undefined): Promise<void> {
    return startAll(this.#processes, () => this.isStopping, onReady);
  }

  /** Tells others that this shop is up. */
  announce(): void {
    this.#note({ state: 'running' });
  }

  /** Stops everything, those first that need others, each gently; a second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    await stopAll(this.#processes);
    await Promise.all(this.#servers.map((server) => server.stop()));
    if (this.#record) await rm(this.home.runFile, { force: true });
  }

  /** Takes everything down without asking. What was written durably stays: PostgreSQL recovers at its next start. */
  killAll(): void {
    for (const { part } of this.#processes) if (part.pid !== undefined) killGroup(part.pid);
    for (const server of this.#servers) void server.kill(server.name === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
  }

  get #parts(): Part[] {
    return [...this.#servers, ...this.#processes.map(({ part }) => part)];
  }

  #managePostgres(): ManagedServer {
    const log = this.home.log('postgres');
    const { postgresData: dataDir } = this.home;
    const launch = async (how: ServerLaunch): Promise<RunningServer> => {
      this.#postgres = await startPostgres({ dataDir, durable: this.#options.durable, log, ...how });
      return { ...this.#postgres, url: this.#postgres.adminUrl };
    };
    return new ManagedServer({ name: 'postgres', log, launch }, this.#serverEvents);
  }

  #manageRedis(): ManagedServer {
    const log = this.home.log('redis');
    const launch = (how: ServerLaunch): Promise<RunningServer> =>
      startRedis({ dir: this.home.redisData, program: findProgram(redis), log, ...how });
    return new ManagedServer({ name: 'redis', log, launch }, this.#serverEvents);
  }

  get #serverEvents(): PartEvents<ManagedServer> {
    return this.#events((server) => this.#noteServer(server));
  }

  #events<P extends Part>(onSpawn: (part: P) => void): PartEvents<P> {
    return { onSpawn, onDeath: (part, reason) => this.#options.onDeath?.(part, reason) };
  }

  #noteServer({ name, log, pid, startedAt, url }: ManagedServer): void {
    this.#noteRecord(pid, { name, startedAt: startedAt.toISOString(), readyUrl: url ?? '', log });
  }

  #noteProcess({ plan, pid, startedAt }: ManagedProcess): void {
    const { name, log, url, opsUrl, readyUrl } = plan;
    this.#noteRecord(pid, { name, startedAt: startedAt.toISOString(), url, opsUrl, readyUrl, log });
  }

  #noteRecord(pid: number | undefined, facts: Omit<ProcessRecord, 'pid' | 'identity'>): void {
    if (pid === undefined) return;
    const noted = { ...facts, pid, identity: identifyProcess(pid) ?? '' };
    const order = this.#parts.map(({ name }) => name);
    const processes = [...this.record.processes.filter(({ name }) => name !== noted.name), noted].toSorted(
      (one, other) => order.indexOf(one.name) - order.indexOf(other.name),
    );
    this.#note({ processes });
  }

  #note(news: Partial<RunRecord>): void {
    this.#record = { ...this.record, ...news };
    writeRunFile(this.home.runFile, this.#record);
  }
}

function alreadyRunning(home: ShopHome): Refusal {
  const other = readRunFile(home.runFile);
  const where = other ? ` on ${other.publicUrl} (process ${other.runnerPid})` : '';
  return new Refusal(
    `A shop runs already${where}. Stop it with ./shop down, or start another beside it: ./shop up --home OTHER_FOLDER --port OTHER_PORT`,
  );
}

async function portTaken(port: number): Promise<Refusal> {
  const holder = portHolder(port);
  const who = holder ? `process ${holder.pid} (${holder.command})` : 'a process of another user';
  return new Refusal(
    `Port ${port} is taken by ${who}. Stop that, or choose another port, such as: ./shop up --port ${await freePort()}`,
  );
}
