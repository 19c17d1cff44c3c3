import type { History, Intent, Operation, Outcome, Pieces } from './history.ts';

export interface RecorderOptions {
  /** Whether every order that is placed from now on is recorded here; false by default. */
  complete?: boolean;
  /** What there was of products before anybody ordered; `initialStock` reads it of a shop that has sold before. */
  stock?: Pieces;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** A journal of what clients ask for and see: nothing in it is ever changed, and what is told twice is a bug. */
export class Recorder {
  readonly #complete: boolean;
  readonly #stock: Record<string, number>;
  readonly #now: () => number;
  readonly #begunAt: number;
  readonly #operations: (Operation & { repeated: Outcome[] })[] = [];

  constructor({ complete = false, stock = {}, now = Date.now }: RecorderOptions = {}) {
    this.#complete = complete;
    this.#stock = { ...stock };
    this.#now = now;
    this.#begunAt = now();
  }

  /**
   * To be told before the request leaves, so that one without an answer is known of too.
   * @returns the operation's id
   */
  invoke({ customer, key, items }: Intent): number {
    const id = this.#operations.length;
    this.#operations.push({
      id,
      kind: 'place-order',
      customer,
      key,
      items,
      invokedAt: this.#now(),
      endedAt: undefined,
      outcome: undefined,
      repeated: [],
    });
    return id;
  }

  /** The answer to an operation, or that there was none. */
  complete(id: number, outcome: Outcome): void {
    const operation = this.#operation(id);
    if (operation.outcome !== undefined) throw new Error(`The operation ${id} is completed already.`);
    operation.outcome = outcome;
    operation.endedAt = this.#now();
  }

  /** The answer to a later request with the same key and items. */
  repeat(id: number, outcome: Outcome): void {
    this.#operation(id).repeated.push(outcome);
  }

  /** Pieces of a product that nobody has ordered yet. */
  stocked(productId: string, pieces: number): void {
    this.#stock[productId] = pieces;
  }

  /** All of it so far. */
  get history(): History {
    return {
      begunAt: this.#begunAt,
      complete: this.#complete,
      stock: this.#stock,
      operations: this.#operations,
    };
  }

  #operation(id: number): Operation & { repeated: Outcome[] } {
    const operation = this.#operations[id];
    if (operation === undefined) throw new Error(`There is no operation ${id}.`);
    return operation;
  }
}
