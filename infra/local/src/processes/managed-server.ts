import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from './process-identity.ts';
import type { Part, PartEvents } from './part.ts';

const KILL_PATIENCE_MS = 5_000;

/** What a database server is to its runner, once it answers. */
export interface RunningServer {
  port: number;
  /** To connect with, by its own protocol. */
  url: string;
  exited: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerLaunch {
  /** The port that others know it by; undefined the first time. */
  port: number | undefined;
  onSpawn: (pid: number) => void;
}

/** A database server, which keeps its port and its data over restarts. */
export class ManagedServer implements Part {
  readonly name: string;
  readonly log: string;
  startedAt = new Date();
  readonly #launch: (how: ServerLaunch) => Promise<RunningServer>;
  readonly #events: PartEvents<ManagedServer>;
  #pid: number | undefined;
  #server: RunningServer | undefined;
  #starting: Promise<RunningServer> | undefined;
  #expected = false;

  constructor(
    {
      name,
      log,
      launch,
    }: { name: string; log: string; launch: (how: ServerLaunch) => Promise<RunningServer> },
    events: PartEvents<ManagedServer>,
  ) {
    this.name = name;
    this.log = log;
    this.#launch = launch;
    this.#events = events;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  /** Undefined until it was started for the first time. */
  get url(): string | undefined {
    return this.#server?.url;
  }

  async start(): Promise<void> {
    this.#expected = false;
    this.#starting = this.#launch({
      port: this.#server?.port,
      onSpawn: (pid) => {
        this.#pid = pid;
        this.startedAt = new Date();
        this.#events.onSpawn(this);
      },
    });
    const server = await this.#starting.finally(() => (this.#starting = undefined));
    this.#server = server;
    void server.exited.then((reason) => {
      if (this.#server !== server) return;
      this.#pid = undefined;
      if (!this.#expected) this.#events.onDeath(this, reason);
    });
  }

  async stop(): Promise<void> {
    this.#expected = true;
    const server = await this.#starting?.catch(() => undefined);
    await (server ?? this.#server)?.stop();
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const pid = this.#pid;
    if (pid === undefined || identifyProcess(pid) === undefined) return;
    process.kill(pid, signal);
    await Promise.race([this.#server?.exited, delay(KILL_PATIENCE_MS, undefined, { ref: false })]);
  }
}
