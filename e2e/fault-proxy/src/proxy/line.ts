import { Transform, type TransformCallback } from 'node:stream';

/** Beyond this the sender has to wait, as for a link whose buffers are full. */
const MOST_HELD_BYTES = 256 * 1024;
/** So that a narrow line trickles, and does not come in bursts. */
const SLICES_PER_SECOND = 20;

export interface LineOptions {
  /** Milliseconds that the next piece is to be on its way. */
  latency(): number;
  bytesPerSecond(): number;
  /** What becomes of a piece at the end of the line. */
  arrive(bytes: Buffer): Buffer;
}

interface Held {
  bytes: Buffer;
  /** At the earliest: whatever entered before it arrives before it. */
  dueAt: number;
}

/** One direction of a connection, as a link that has a length and a width. Keeps the order. */
export class Line extends Transform {
  readonly #options: LineOptions;
  #held: Held[] = [];
  #heldBytes = 0;
  /** When the last piece will have entered the line. */
  #enteredAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #room: { below: number; then: TransformCallback } | undefined;

  constructor(options: LineOptions) {
    super();
    this.#options = options;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hold(chunk);
    this.#room = { below: MOST_HELD_BYTES, then: done };
    this.#deliver();
  }

  override _flush(done: TransformCallback): void {
    this.#room = { below: 1, then: done };
    this.#deliver();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    this.#held = [];
    done(error);
  }

  /** Lets everything arrive that is on its way. */
  hurry(): void {
    for (const held of this.#held) held.dueAt = 0;
    this.#enteredAt = 0;
    this.#deliver();
  }

  #hold(chunk: Buffer): void {
    const now = performance.now();
    const latency = this.#options.latency();
    const rate = this.#options.bytesPerSecond();
    const slice = Math.ceil(Math.min(chunk.length, rate / SLICES_PER_SECOND));
    for (let begin = 0; begin < chunk.length; begin += slice) {
      const bytes = chunk.subarray(begin, begin + slice);
      this.#enteredAt = Math.max(this.#enteredAt, now) + (bytes.length / rate) * 1000;
      this.#held.push({ bytes, dueAt: this.#enteredAt + latency });
    }
    this.#heldBytes += chunk.length;
  }

  #deliver(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    // A timer may be early by a fraction of a millisecond: what is not due yet waits for another.
    for (let next = this.#held[0]; next !== undefined && next.dueAt <= now; next = this.#held[0]) {
      this.#held.shift();
      this.#heldBytes -= next.bytes.length;
      const bytes = this.#options.arrive(next.bytes);
      if (bytes.length > 0) this.push(bytes);
    }
    const [first] = this.#held;
    if (first) this.#timer = setTimeout(() => this.#deliver(), Math.ceil(first.dueAt - now));
    this.#makeRoom();
  }

  #makeRoom(): void {
    const room = this.#room;
    if (room === undefined || this.#heldBytes >= room.below) return;
    this.#room = undefined;
    room.then();
  }
}
