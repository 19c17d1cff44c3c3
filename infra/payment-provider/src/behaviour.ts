import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const rate = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(600_000);

export const behaviourSettings = z.strictObject({
  /** Each call waits so long before anything is charged. */
  latencyMs: milliseconds,
  /** Up to so much more, evenly spread. */
  jitterMs: milliseconds,
  /** Share of the calls answered 500, nothing charged. */
  errorRate: rate,
  /** Share of the charges and refunds that are carried out, whose connection is then dropped. */
  loseReplyRate: rate,
  /** Drops the connection of every charge and refund call. */
  down: z.boolean(),
  /** Makes the sequence of faults repeatable; null draws them at random. */
  seed: z.int().min(0).max(0xffffffff).nullable(),
});

export const behaviourChange = behaviourSettings.partial();

export type BehaviourSettings = z.infer<typeof behaviourSettings>;

const HEALTHY: BehaviourSettings = {
  latencyMs: 0,
  jitterMs: 0,
  errorRate: 0,
  loseReplyRate: 0,
  down: false,
  seed: null,
};

/** The faults of the provider, changeable while it runs. */
export class Behaviour {
  #settings = HEALTHY;
  #random = Math.random;

  get settings(): BehaviourSettings {
    return this.#settings;
  }

  get down(): boolean {
    return this.#settings.down;
  }

  /** Merges a change; a `seed` in it starts the sequence of faults anew. */
  change(change: z.infer<typeof behaviourChange>): BehaviourSettings {
    this.#settings = { ...this.#settings, ...change };
    if (change.seed !== undefined)
      this.#random = change.seed === null ? Math.random : randomFrom(change.seed);
    return this.#settings;
  }

  async delay(): Promise<void> {
    const { latencyMs, jitterMs } = this.#settings;
    if (latencyMs + jitterMs > 0) await sleep(latencyMs + this.#random() * jitterMs);
  }

  failsNow(): boolean {
    return this.#happens(this.#settings.errorRate);
  }

  losesReplyNow(): boolean {
    return this.#happens(this.#settings.loseReplyRate);
  }

  #happens(share: number): boolean {
    return share > 0 && this.#random() < share;
  }
}

/** mulberry32: small, fast, and good enough to decide which call fails. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
