import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../refusal.ts';
import type { Part, PartEvents } from './part.ts';
import { asUsual, yieldToOthers } from './priority.ts';
import { killGroup } from './process-group.ts';
import { warmUp } from './warm-up.ts';

const READY_DEADLINE_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;
const KILL_PATIENCE_MS = 5_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

export interface ProcessPlan {
  name: string;
  /** The program's path, and its flags. */
  command: readonly [string, ...string[]];
  /** What it is asked to stop by. */
  stopSignal: NodeJS.Signals;
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
export class ManagedProcess implements Part {
  readonly plan: ProcessPlan;
  startedAt = new Date();
  readonly #events: PartEvents<ManagedProcess>;
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #expected = false;

  constructor(plan: ProcessPlan, events: PartEvents<ManagedProcess>) {
    this.plan = plan;
    this.#events = events;
  }

  get name(): string {
    return this.plan.name;
  }

  get log(): string {
    return this.plan.log;
  }

  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /**
   * @param options.yielding whether it gives way to others until it is ready and warm, since these have customers
   * @throws Refusal with the end of its log, when it ends or stays unready
   */
  async start({ yielding = false }: { yielding?: boolean } = {}): Promise<void> {
    const { name, log, readyUrl, url } = this.plan;
    this.#expected = false;
    const child = this.#spawn();
    const { pid } = child;
    const deadline = Date.now() + READY_DEADLINE_MS;
    // An internal port may open before the public one: ready is who accepts customers, too.
    try {
      if (yielding && pid !== undefined) yieldToOthers(pid);
      while (!((await isReady(readyUrl)) && (await accepts(url)))) {
        if (!this.isRunning || Date.now() > deadline) {
          const why = this.isRunning
            ? `was not ready after ${READY_DEADLINE_MS / 1000} s`
            : `ended at its start (${reasonOf(child)})`;
          throw new Refusal(`${name} ${why}. Its log (${log}) ends with:\n${await tail(log)}`);
        }
        await Promise.race([delay(40), this.#exited]);
      }
      if (yielding) await warmUp(url);
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      if (yielding && pid !== undefined) asUsual(pid);
    }
    void this.#exited.then(() => {
      if (this.#child === child && !this.#expected) this.#events.onDeath(this, reasonOf(child));
    });
  }

  #spawn(): ChildProcess {
    const { command, environment, cwd, log } = this.plan;
    if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.old`);
    const output = openSync(log, 'a');
    const [program, ...flags] = command;
    // In a session of its own: the terminal's Ctrl-C is for the runner, which stops things in order.
    const child = spawn(program, flags, {
      cwd,
      env: environment,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    this.startedAt = new Date();
    this.#exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    }).then(() => {
      // nginx's workers outlive a master that was killed, and hold its port.
      if (child.pid !== undefined) killGroup(child.pid);
    });
    this.#events.onSpawn(this);
    return child;
  }

  async stop(patienceMs: number = STOP_PATIENCE_MS): Promise<void> {
    this.#expected = true;
    await this.#signal(this.plan.stopSignal, patienceMs);
    await this.#signal('SIGKILL', KILL_PATIENCE_MS);
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    return this.#signal(signal, KILL_PATIENCE_MS);
  }

  async #signal(signal: NodeJS.Signals, patienceMs: number): Promise<void> {
    if (!this.isRunning) return;
    this.#child!.kill(signal);
    await Promise.race([this.#exited, delay(patienceMs, undefined, { ref: false })]);
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
