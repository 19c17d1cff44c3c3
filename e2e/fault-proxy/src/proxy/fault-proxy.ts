import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { freePort } from '@twinshop/processes';
import { connectToAnswer } from './answer.ts';
import { Conditions } from './conditions.ts';
import { Connection } from './connection.ts';
import { Counters } from './counters.ts';
import type { Fault, Flapping, SteadyFault } from './fault.ts';
import { Port } from './port.ts';
import { randomFrom } from './random.ts';

export interface Target {
  host: string;
  port: number;
}

export interface FaultProxyOptions {
  /** Can be told later, by `forwardTo`; until then connections are reset. */
  target?: Target;
  /** Of the jitter: the same for the same connections in the same order. 1 by default. */
  seed?: number;
}

/**
 * A TCP proxy that misbehaves on command, after the pattern of Toxiproxy. Faults change while connections are open, and
 * whatever talks through it knows nothing of it.
 */
export class FaultProxy {
  readonly counters = new Counters();
  readonly #seed: number;
  readonly #connections = new Set<Connection>();
  #target: Target | undefined;
  #port: Port | undefined;
  #conditions = Conditions.healthy;
  #flapping: NodeJS.Timeout | undefined;

  constructor({ target, seed = 1 }: FaultProxyOptions = {}) {
    this.#target = target;
    this.#seed = seed;
  }

  get port(): number {
    if (!this.#port) throw new Error('The proxy does not listen yet.');
    return this.#port.number;
  }

  forwardTo(target: Target): void {
    this.#target = target;
  }

  /**
   * Listens on 127.0.0.1.
   * @param port a free one by default
   * @throws (rejects) where the port is taken
   */
  async listen(port?: number): Promise<void> {
    this.#port = new Port(port ?? (await freePort()), (client) => this.#accept(client));
    await this.#turn();
  }

  /**
   * Puts these faults in the place of those before, at once; resolves when the port is open or shut as they want it.
   * @throws RangeError for faults that can't be combined
   */
  async set(...faults: readonly Fault[]): Promise<void> {
    const flapping = faults.find((fault): fault is Flapping => fault.kind === 'flapping');
    if (flapping && faults.length > 1)
      throw new RangeError('Flapping names the faults that it alternates with.');
    const conditions = new Conditions(flapping?.faults ?? faults.filter(isSteady));
    clearInterval(this.#flapping);
    if (flapping) this.#flapping = setInterval(() => this.#flap(conditions), flapping.everyMs);
    await this.#become(conditions);
  }

  async heal(): Promise<void> {
    await this.set();
  }

  /** Resets what is open, and frees the port. */
  async close(): Promise<void> {
    clearInterval(this.#flapping);
    await this.#port?.shut();
    for (const connection of this.#connections) connection.reset();
  }

  #flap(faulty: Conditions): void {
    const next = this.#conditions === faulty ? Conditions.healthy : faulty;
    // Where the port can't be opened again, whoever heals or closes the proxy is told.
    this.#become(next).catch(() => undefined);
  }

  async #become(conditions: Conditions): Promise<void> {
    this.#conditions = conditions;
    for (const connection of this.#connections) connection.adapt();
    await this.#turn();
  }

  async #turn(): Promise<void> {
    if (this.#conditions.is('refuse')) await this.#port?.shut();
    else await this.#port?.open();
  }

  #accept(client: Socket): void {
    const connection = new Connection({
      client,
      connect: () => this.#connect(),
      conditions: () => this.#conditions,
      counters: this.counters,
      random: randomFrom(this.#seed + this.counters.accepted),
      onClose: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }

  #connect(): Duplex | undefined {
    const { answer } = this.#conditions;
    if (answer) return connectToAnswer(answer);
    return this.#target && connect({ ...this.#target, allowHalfOpen: true, noDelay: true });
  }
}

const isSteady = (fault: Fault): fault is SteadyFault => fault.kind !== 'flapping';
