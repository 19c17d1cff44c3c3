import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { discardPostgresData, startPostgres, type PostgresServer } from '@twinshop/postgres';
import { freePort } from '@twinshop/processes';
import type { Topology } from '@twinshop/topologies';
import { ensureCredentials } from '../home/credentials.ts';
import { ensureKeys } from '../home/keys.ts';
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
import { isFree, portHolder } from '../processes/ports.ts';
import { identifyProcess } from '../processes/process-identity.ts';
import { Refusal } from '../refusal.ts';
import { clearLeftOver } from './left-over.ts';
import { planProcesses } from './plan.ts';

export interface ShopOptions {
  topology: Topology;
  home: string;
  /** Of the process that customers reach; a free one by default. */
  port?: number;
  /** False for data that is thrown away. */
  durable: boolean;
  logLevel: string;
  /** Told when a process that was ready ends by itself. */
  onDeath?: (process: ManagedProcess, reason: string) => void;
  /** Told when PostgreSQL ends by itself, and when it is back. */
  onNotice?: (text: string) => void;
}

/** One run of a topology on a home, taken step by step so that a caller can show each; `stop()` undoes them all. */
export class Shop {
  readonly home: ShopHome;
  readonly #options: ShopOptions;
  #record: RunRecord | undefined;
  #postgres: PostgresServer | undefined;
  #processes: ManagedProcess[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: ShopOptions) {
    this.#options = options;
    this.home = shopHome(path.resolve(options.home));
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
    await makeHome(this.home);
    const ended = await clearLeftOver(this.home);
    const port = this.#options.port ?? (await freePort());
    const credentials = await ensureCredentials(this.home.credentialsFile);
    await ensureKeys(this.home.keys);
    const record: RunRecord = {
      state: 'starting',
      runnerPid: process.pid,
      runnerIdentity: ownIdentity(),
      variant: this.#options.topology.name,
      startedAt: new Date().toISOString(),
      publicUrl: `http://localhost:${port}`,
      providerUrl: '',
      databaseUrl: '',
      processes: [],
      ...credentials,
    };
    if (!claimRunFile(this.home.runFile, record)) throw alreadyRunning(this.home);
    this.#record = record;
    if (!(await isFree(port))) throw await portTaken(port);
    return ended;
  }

  /** Empties the databases and the provider's ledger; keys and passwords stay. */
  async discardData(): Promise<void> {
    await discardPostgresData(this.home.postgresData);
    await rm(this.home.data(''), { recursive: true, force: true });
    await makeHome(this.home);
  }

  /** Starts PostgreSQL with the topology's databases; what the processes need is then known. */
  async startDatabases(): Promise<void> {
    const { topology, logLevel } = this.#options;
    const postgres = await this.#launchPostgres();
    const databases = new Map<string, string>();
    for (const name of topology.databases) databases.set(name, await postgres.createDatabase(name));
    const { publicUrl, admin, customer } = this.record;
    const plans = await planProcesses({
      topology,
      home: this.home,
      publicPort: Number(new URL(publicUrl).port),
      credentials: { admin, customer },
      databases,
      logLevel,
    });
    this.#processes = plans.map(
      (plan) =>
        new ManagedProcess(
          plan,
          (started) => this.#noteProcess(started),
          (ended, reason) => this.#options.onDeath?.(ended, reason),
        ),
    );
    this.#note({
      databaseUrl: [...databases.values()][0] ?? '',
      providerUrl: plans.find(({ name }) => name === 'payment-provider')?.url ?? '',
    });
  }

  get processNames(): string[] {
    return this.#processes.map(({ plan }) => plan.name);
  }

  process(name: string): ManagedProcess {
    const found = this.#processes.find(({ plan }) => plan.name === name);
    if (!found)
      throw new Refusal(`There is no process "${name}". There are: ${this.processNames.join(', ')}.`);
    return found;
  }

  /** Starts the processes one after another, in an order in which each finds what it needs. */
  async startProcesses(onStart: (name: string) => void = () => undefined): Promise<void> {
    for (const managed of this.#processes) {
      if (this.isStopping) return;
      onStart(managed.plan.name);
      await managed.start();
    }
  }

  /** Tells others that this shop is up. */
  announce(): void {
    this.#note({ state: 'running' });
  }

  /** Stops everything in reverse order, each gently; a second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const managed of this.#processes.toReversed()) await managed.stop();
    await this.#postgres?.stop();
    if (this.#record) await rm(this.home.runFile, { force: true });
  }

  /** Takes everything down without asking. What was written durably stays: PostgreSQL recovers at its next start. */
  killAll(): void {
    for (const managed of this.#processes) void managed.kill('SIGKILL');
    if (this.#postgres && identifyProcess(this.#postgres.pid)) process.kill(this.#postgres.pid, 'SIGQUIT');
  }

  async #launchPostgres(port?: number): Promise<PostgresServer> {
    const log = this.home.log('postgres');
    const server = await startPostgres({
      dataDir: this.home.postgresData,
      durable: this.#options.durable,
      log,
      ...(port === undefined ? {} : { port }),
    });
    this.#postgres = server;
    this.#noteRecord({
      name: 'postgres',
      pid: server.pid,
      identity: identifyProcess(server.pid) ?? '',
      startedAt: new Date().toISOString(),
      log,
    });
    void server.exited.then(() => this.#bringPostgresBack(server.port));
    return server;
  }

  /** On the port that the others know. They lose their connections, and make new ones. */
  async #bringPostgresBack(port: number): Promise<void> {
    if (this.isStopping) return;
    const { onNotice = () => undefined } = this.#options;
    onNotice(`PostgreSQL has ended. It is started again; its log is ${this.home.log('postgres')}`);
    while (!this.isStopping) {
      try {
        await this.#launchPostgres(port);
        onNotice('PostgreSQL is back.');
        return;
      } catch {
        await delay(1_000);
      }
    }
  }

  #noteProcess({ plan, pid, startedAt }: ManagedProcess): void {
    if (pid === undefined) return;
    this.#noteRecord({
      name: plan.name,
      pid,
      identity: identifyProcess(pid) ?? '',
      startedAt: startedAt.toISOString(),
      url: plan.url,
      ...(plan.opsUrl === undefined ? {} : { opsUrl: plan.opsUrl }),
      readyUrl: plan.readyUrl,
      log: plan.log,
    });
  }

  #noteRecord(noted: ProcessRecord): void {
    const processes = [...this.record.processes];
    const known = processes.findIndex(({ name }) => name === noted.name);
    processes.splice(known < 0 ? processes.length : known, 1, noted);
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
