import { rm } from 'node:fs/promises';
import path from 'node:path';
import { discardPostgresData } from '@twinshop/postgres';
import { freePort, isFree } from '@twinshop/processes';
import { ensureCredentials, ensureKeys, type DatabaseUrls } from '@twinshop/setup';
import { namesOf, type GatewayDescription, type Topology } from '@twinshop/topologies';
import { writeEnvironmentFile } from '../home/environment-file.ts';
import { ownIdentity, readRunFile, type RunRecord } from '../home/run-file.ts';
import { makeHome, shopHome, type ShopHome } from '../home/shop-home.ts';
import type { Part, PartEvents } from '../processes/part.ts';
import { portHolder } from '../processes/ports.ts';
import { Refusal } from '../refusal.ts';
import { Databases } from './databases.ts';
import { GatewayConfiguration } from './gateway-configuration.ts';
import { clearLeftOver } from './left-over.ts';
import { planProcesses, type PlannedProcess } from './plan.ts';
import { PortBook } from './port-book.ts';
import { Processes, type Member } from './processes.ts';
import { RunNotes } from './run-notes.ts';
import { Servers } from './servers.ts';
import { signersOf } from './signers.ts';

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
  /** Where the gateway finds the storefront; the one that was built unless told. */
  storefrontDir?: string;
  /** Told when something that was ready ends by itself. */
  onDeath?: (part: Part, reason: string) => void;
}

/** What a gateway was told. */
interface Routed {
  description: GatewayDescription;
  /** Names of replicas that get no requests. */
  except: readonly string[];
}

/**
 * One run of a shop on a home, taken step by step so that a caller can show each; `stop()` undoes them all. Once it is up,
 * it can be led into another topology, also step by step: each of those steps does nothing where it has been done.
 */
export class Shop {
  readonly home: ShopHome;
  readonly #options: ShopOptions;
  readonly #ports = new PortBook();
  readonly #databases = new Databases();
  readonly #servers: Servers;
  readonly #processes: Processes;
  readonly #gateway: GatewayConfiguration;
  readonly #notes: RunNotes;
  #byHand: readonly PlannedProcess[] = [];
  /** What the gateway was last given that it can take. */
  #routed: Routed | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: ShopOptions) {
    this.#options = options;
    this.home = shopHome(path.resolve(options.home));
    this.#notes = new RunNotes(this.home.runFile, () => this.#parts.map(({ name }) => name));
    this.#servers = new Servers(
      this.home,
      options.durable,
      this.#events((started) => this.#notes.noteServer(started)),
    );
    this.#processes = new Processes(
      this.home,
      this.#events((started) => this.#notes.noteProcess(started)),
      () => this.isStopping,
    );
    this.#gateway = new GatewayConfiguration(this.home.gateway, options.storefrontDir);
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** What others read of this run; complete once every process is ready. */
  get record(): RunRecord {
    return this.#notes.record;
  }

  /** Connects as PostgreSQL's superuser. */
  get adminUrl(): string {
    return this.#servers.adminUrl;
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
    await ensureKeys(this.home.keys, signersOf(topology));
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
    if (!this.#notes.begin(record)) throw alreadyRunning(this.home);
    if (!(await isFree(port))) throw await portTaken(port);
    return ended;
  }

  /** Empties the databases, the queues and the provider's ledger, and forgets a migration; keys and passwords stay. */
  async discardData(): Promise<void> {
    await discardPostgresData(this.home.postgresData);
    await rm(this.home.data(''), { recursive: true, force: true });
    await rm(this.home.migrationFile, { force: true });
    await makeHome(this.home);
  }

  /** Starts PostgreSQL with the topology's databases, and Redis where there is one; what the processes need is then known. */
  async startServers(): Promise<void> {
    const { topology } = this.#options;
    await this.prepareServers(topology);
    const databases = await this.ensureDatabases(topology);
    this.#notes.note({ databases });
    const planned = await this.#plan(topology, databases);
    this.#processes.add(planned);
    const all = [...planned, ...this.#byHand];
    for (const process of all) await this.#configureBeforeStart(process);
    this.#notes.note({
      providerUrl: all.find(({ plan }) => plan.name === 'payment-provider')?.plan.url ?? '',
    });
  }

  get processNames(): string[] {
    return this.#processes.parts.map(({ name }) => name);
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

  /** Whether a part that has ended is to be brought back: not one that another has taken the place of. */
  wants(part: Part): boolean {
    return !this.isStopping && this.#parts.includes(part);
  }

  /** Starts the processes, each as soon as those are ready that it has to come after. */
  startProcesses(onReady: (name: string) => void = () => undefined): Promise<void> {
    return this.#processes.startAll(onReady);
  }

  /**
   * Tells others that this shop is up.
   * @param controlSocket where it takes orders, if it does
   */
  announce(controlSocket?: string): void {
    this.#notes.note({ state: 'running', controlSocket });
  }

  /** Starts the servers that a topology has and that were not started yet, and makes the keys of its processes. */
  async prepareServers(topology: Topology): Promise<void> {
    await ensureKeys(this.home.keys, signersOf(topology));
    this.#refuseWhenStopping();
    await this.#servers.start(topology);
    for (const server of this.#servers.parts) this.#notes.noteServer(server);
    this.#notes.note({ redisUrl: this.#servers.redisUrl });
  }

  /**
   * Makes the databases, schemas and roles that a topology needs and that there are not.
   * @returns how its modules connect to them; others are not told
   */
  ensureDatabases(topology: Topology): Promise<DatabaseUrls> {
    return this.#databases.ensure(this.adminUrl, topology);
  }

  /**
   * Starts the processes of a topology that do not run by their names, one after the other. The gateway, if it is among
   * them, sends requests to those that run by then.
   * @returns their names
   * @throws Refusal with the last words of the first that did not start
   */
  async startMissing(topology: Topology, databases: DatabaseUrls): Promise<string[]> {
    const planned = await this.#plan(topology, databases);
    return this.#notingWhoRuns(
      this.#processes.startMissing(planned, (process) => this.#configureBeforeStart(process)),
    );
  }

  /**
   * Has the gateway send requests as described, to the processes that run now, without losing one.
   * @param except names of replicas that get none
   * @returns after the reload, or at once where nothing changes
   * @throws Refusal where there is no gateway, or it can't take this
   */
  async configureGateway(description: GatewayDescription, except: readonly string[] = []): Promise<void> {
    const gateway = this.#processes.members.find(isGateway)?.part;
    if (gateway === undefined) throw new Refusal('There is no gateway to configure.');
    const isNew = await this.#writeRoutes(gateway.plan, { description, except });
    // One that is down reads it at its start.
    if (isNew && gateway.pid !== undefined) await this.#gateway.reload(gateway.plan);
  }

  /**
   * Stops those processes of a topology that run otherwise than it has them, and starts them as it has, one after the
   * other; also those that were started and have not come back. Ports stay, but for the one that becomes or stops being what customers reach.
   * @param only those of these names; all of them unless told
   * @returns their names
   * @throws Refusal with the last words of the first that did not start; it runs as it did before
   */
  async replaceChanged(topology: Topology, only?: readonly string[]): Promise<string[]> {
    const planned = await this.#plan(topology, await this.ensureDatabases(topology));
    const chosen = planned.filter(({ plan }) => only?.includes(plan.name) ?? true);
    return this.#notingWhoRuns(
      this.#processes.replaceChanged(chosen, (process, replace) => this.#aside(process, replace)),
    );
  }

  /**
   * Stops gently the processes, and then the servers, that a topology has not.
   * @returns their names
   */
  async stopExtra(topology: Topology): Promise<string[]> {
    const extra = this.#processes.besides(namesOf(topology));
    if (extra.some(isGateway)) {
      await this.#gateway.retire();
      this.#routed = undefined;
    }
    const names = extra.map(({ part }) => part.name);
    await this.#notingWhoRuns(this.#processes.remove(extra));
    names.push(...(await this.#notingWhoRuns(this.#servers.stopExtra(topology))));
    this.#notes.note({ redisUrl: this.#servers.redisUrl });
    return names;
  }

  /** Tells others that the shop is in this topology from now on, and where its data is. */
  becomes({ name }: Topology, databases: DatabaseUrls): void {
    this.#notes.note({ variant: name, databases });
  }

  /** Stops everything, those first that need others, each gently; a second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    await this.#processes.stop();
    await this.#servers.stop();
    await this.#notes.discard();
  }

  /** Takes everything down without asking. */
  killAll(): void {
    this.#processes.killAll();
    this.#servers.killAll();
  }

  async #plan(topology: Topology, databases: DatabaseUrls): Promise<PlannedProcess[]> {
    const { logLevel, without = [] } = this.#options;
    const { publicUrl, admin, customer, redisUrl } = this.record;
    const planned = await planProcesses({
      topology,
      home: this.home,
      ports: this.#ports,
      publicPort: Number(new URL(publicUrl).port),
      credentials: { admin, customer },
      databases,
      servers: redisUrl === undefined ? {} : { redis: redisUrl },
      logLevel,
    });
    const isByHand = ({ description }: PlannedProcess): boolean => without.includes(description.name);
    this.#byHand = planned.filter(isByHand);
    for (const { plan, environment } of this.#byHand)
      writeEnvironmentFile(this.home.environment(plan.name), environment);
    return planned.filter((each) => !isByHand(each));
  }

  async #configureBeforeStart({ plan, description }: PlannedProcess): Promise<void> {
    if (description.kind !== 'gateway') return;
    // One that has died is to send requests where it sent them before, whatever it shall be told later.
    await this.#writeRoutes(plan, this.#routed ?? { description: description.gateway, except: [] });
  }

  /** @returns whether it says anything that is not yet taken up */
  async #writeRoutes(gateway: PlannedProcess['plan'], routed: Routed): Promise<boolean> {
    const { description, except } = routed;
    const addressable = this.#addressable.filter(({ plan }) => !except.includes(plan.name));
    const isNew = await this.#gateway.write(gateway, description, addressable);
    this.#routed = routed;
    return isNew;
  }

  /**
   * Has the gateway send nothing to one of several replicas while it is replaced. nginx leaves a replica alone for two
   * seconds after it was away: the next one's turn would come while the one before is not yet asked again.
   */
  async #aside({ plan, description }: PlannedProcess, replace: () => Promise<void>): Promise<void> {
    const { name } = description;
    const replicas = this.#processes.members.filter((member) => member.description.name === name);
    if (this.#routed === undefined || replicas.length < 2 || !this.#processes.members.some(isGateway))
      return replace();
    const { description: routes, except } = this.#routed;
    await this.configureGateway(routes, [...except, plan.name]);
    try {
      await replace();
    } catch (error) {
      // Why it could not be replaced is the news.
      await this.configureGateway(routes, except).catch(() => undefined);
      throw error;
    }
    await this.configureGateway(routes, except);
  }

  /** What a gateway may send requests to. */
  get #addressable(): Pick<PlannedProcess, 'plan' | 'description'>[] {
    const own = this.#processes.members.map(({ part, description }) => ({ plan: part.plan, description }));
    return [...own, ...this.#byHand];
  }

  get #parts(): Part[] {
    return [...this.#servers.parts, ...this.#processes.parts];
  }

  #refuseWhenStopping(): void {
    if (this.isStopping) throw new Refusal('The shop is being stopped.');
  }

  #events<P extends Part>(onSpawn: (part: P) => void): PartEvents<P> {
    return { onSpawn, onDeath: (part, reason) => this.#options.onDeath?.(part, reason) };
  }

  /** Once it is over, whether well or not, the record is without those that went. */
  async #notingWhoRuns<T>(change: Promise<T>): Promise<T> {
    try {
      return await change;
    } finally {
      this.#notes.forgetGone();
    }
  }
}

const isGateway = ({ description }: Member): boolean => description.kind === 'gateway';

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
