import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Conditions } from './conditions.ts';
import type { Counters, OpenConnection } from './counters.ts';
import type { Direction } from './fault.ts';
import { Line } from './line.ts';

export interface ConnectionOptions {
  client: Socket;
  /** Opens the way to whoever answers at the moment; undefined where there is nobody. */
  connect(): Duplex | undefined;
  conditions(): Conditions;
  counters: Counters;
  random(): number;
  /** Told once neither side is open any more. */
  onClose(): void;
}

const NOTHING = Buffer.alloc(0);

/** A client and its target, and a line in each direction. The end of a side is passed on as what it was: FIN or RST. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #client: Socket;
  #target: Duplex | undefined;
  readonly #upstream: Line;
  readonly #downstream: Line;
  readonly #counted: OpenConnection;
  /** Whether the proxy itself is its target. */
  #isAnswered = false;
  #replied = 0;
  /** Whether something was swallowed. */
  #hasHole = false;

  constructor(options: ConnectionOptions) {
    const { client, counters } = options;
    this.#options = options;
    this.#client = client;
    this.#counted = counters.open();
    this.#upstream = this.#line('upstream', (bytes) => bytes);
    this.#downstream = this.#line('downstream', (bytes) => this.#reply(bytes));
    client.on('data', () => this.#counted.asked());
    for (const farewell of ['end', 'close']) client.once(farewell, () => this.#counted.left());
    this.#carry(client, this.#upstream);
    this.#downstream.pipe(client);
    this.adapt();
  }

  /** Follows the conditions, which are now others. What was on its way arrives at once, or is swallowed. */
  adapt(): void {
    this.#replied = 0;
    this.#upstream.hurry();
    this.#downstream.hurry();
    const conditions = this.#options.conditions();
    if (conditions.is('blackhole')) return;
    if (this.#hasHole || conditions.is('refuse') || conditions.is('reset')) this.reset();
    else if (!this.#target) this.#connect();
    else if (this.#isAnswered !== conditions.is('answer')) this.end();
  }

  /** Lets what is on its way arrive, and then closes both sides gently. */
  end(): void {
    this.#counted.left();
    for (const [from, line] of this.#sides) {
      from?.unpipe(line);
      from?.resume();
      line.hurry();
      line.end();
    }
  }

  /** Closes both sides by RST. */
  reset(): void {
    for (const [side, line] of this.#sides) {
      if (side) reset(side);
      line.destroy();
    }
  }

  get #isBlackhole(): boolean {
    return this.#options.conditions().is('blackhole');
  }

  get #sides(): (readonly [Duplex | undefined, Line])[] {
    return [
      [this.#client, this.#upstream],
      [this.#target, this.#downstream],
    ];
  }

  #connect(): void {
    const target = this.#options.connect();
    if (!target) return this.reset();
    this.#target = target;
    this.#isAnswered = this.#options.conditions().is('answer');
    this.#carry(target, this.#downstream);
    this.#upstream.pipe(target);
  }

  #line(direction: Direction, arrive: (bytes: Buffer) => Buffer): Line {
    const { conditions, counters, random } = this.#options;
    return new Line({
      latency: () => conditions().latency(direction, random),
      bytesPerSecond: () => conditions().bytesPerSecond(direction),
      arrive: (bytes) => {
        if (this.#isBlackhole) {
          this.#hasHole = true;
          return NOTHING;
        }
        const arrived = arrive(bytes);
        counters.bytes[direction] += arrived.length;
        return arrived;
      },
    });
  }

  #reply(bytes: Buffer): Buffer {
    this.#counted.answered();
    const left = Math.max(0, this.#options.conditions().cutAfter - this.#replied);
    this.#replied += bytes.length;
    if (bytes.length < left) return bytes;
    // After the bytes that may still pass have been handed on.
    process.nextTick(() => this.end());
    return bytes.subarray(0, left);
  }

  #carry(from: Duplex, line: Line): void {
    from.pipe(line, { end: false });
    from.once('end', () => {
      if (this.#isBlackhole) this.#hasHole = true;
      else line.end();
    });
    from.on('error', () => undefined);
    from.once('close', () => {
      if (from.errored && this.#isBlackhole) this.#hasHole = true;
      else if (from.errored) this.reset();
      if (this.#sides.every(([side]) => side?.closed ?? true)) this.#options.onClose();
    });
  }
}

/** By RST, unless a FIN waits to be sent already, which the system lets nobody overtake. */
export function reset(side: Duplex): void {
  if (side instanceof Socket && side.writableEnded === side.writableFinished) side.resetAndDestroy();
  else side.destroy();
}
