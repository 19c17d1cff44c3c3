import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';

const READY_DEADLINE_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

export interface ProcessPlan {
  name: string;
  /** A JavaScript file, run with this Node. */
  program: string;
  environment: Record<string, string>;
  cwd: string;
  log: string;
  /** Answers 2xx once the process is ready. */
  readyUrl: string;
  /** Its public base URL. */
  url: string;
  /** Its internal one, where it has one. */
  opsUrl?: string;
}

/** One process of the shop: started until it is ready, stopped by asking first. */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  startedAt = new Date();
  readonly #onSpawn: (process: ManagedProcess) => void;
  readonly #onDeath: (process: ManagedProcess, reason: string) => void;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #expected = false;

  /**
   * @param onSpawn told at once, before it is ready, so that a killed runner's successor finds it
   * @param onDeath told when it ends by itself after it was ready
   */
  constructor(
    plan: ProcessPlan,
    onSpawn: (process: ManagedProcess) => void,
    onDeath: (process: ManagedProcess, reason: string) => void,
  ) {
    this.plan = plan;
    this.#onSpawn = onSpawn;
    this.#onDeath = onDeath;
  }

  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** @throws Refusal with the end of its log, when it ends or stays unready */
  async start(): Promise<void> {
    const { name, log, readyUrl, url } = this.plan;
    this.#expected = false;
    const child = this.#spawn();
    const deadline = Date.now() + READY_DEADLINE_MS;
    // An internal port may open before the public one: ready is who accepts customers, too.
    while (!((await isReady(readyUrl)) && (await accepts(url)))) {
      if (!this.isRunning || Date.now() > deadline) {
        const why = this.isRunning
          ? `was not ready after ${READY_DEADLINE_MS / 1000} s`
          : `ended at its start (${reasonOf(child)})`;
        await this.stop();
        throw new Refusal(`${name} ${why}. Its log (${log}) ends with:\n${await tail(log)}`);
      }
      await Promise.race([delay(40), this.#exited]);
    }
    void this.#exited.then(() => {
      if (this.#child === child && !this.#expected) this.#onDeath(this, reasonOf(child));
    });
  }

  #spawn(): ChildProcess {
    const { program, environment, cwd, log } = this.plan;
    if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.old`);
    const output = openSync(log, 'a');
    // In a session of its own: the terminal's Ctrl-C is for the runner, which stops things in order.
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      cwd,
      env: environment,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    this.startedAt = new Date();
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    this.#onSpawn(this);
    return child;
  }

  async stop(patienceMs: number = STOP_PATIENCE_MS): Promise<void> {
    this.#expected = true;
    if (!this.isRunning) return;
    this.#child!.kill('SIGTERM');
    await Promise.race([this.#exited, delay(patienceMs, undefined, { ref: false })]);
    await this.kill('SIGKILL');
  }

  /** Ends it without asking, and expects that. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    this.#expected = true;
    if (!this.isRunning) return;
    this.#child!.kill(signal);
    await Promise.race([this.#exited, delay(5_000, undefined, { ref: false })]);
  }
}

export async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function accepts(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 2_000 });
    const answer = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => answer(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => answer(false));
  });
}

/** The last lines of a log, for a message. */
export async function tail(file: string, lines = 15): Promise<string> {
  const TAIL_BYTES = 16 * 1024;
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '(no log)';
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.subarray(0, bytesRead).toString('utf8').trimEnd();
    return text.split('\n').slice(-lines).join('\n') || '(nothing)';
  } finally {
    await handle.close();
  }
}

function reasonOf(child: ChildProcess): string {
  if (child.signalCode) return child.signalCode;
  return child.exitCode === null ? 'it could not be run' : `exit code ${child.exitCode}`;
}
