import { randomUUID } from 'node:crypto';
import { outcomeOf, Recorder, type History } from '@twinshop/invariants';
import type { Keeper, Reply, Shopper } from './shopper.ts';

/** What the public contract answers to what is asked here; anything else is a failure. */
const ORDERED = [201];
/** An order that is not final yet can't be cancelled. */
const CANCELLED = [200, 409];
const PRICED = [200];

/** Customers who order and cancel, and a keeper who changes prices, one request after the other each. */
export class Traffic {
  readonly failures: string[] = [];
  /** Requests that were answered. */
  answered = 0;
  readonly #recorder: Recorder;
  readonly #keeper: Keeper;
  readonly #products: readonly string[];
  readonly #rounds: Promise<void>[];
  #urls: readonly string[];
  #ends = false;

  /** @param urls of the processes that are asked, in turn */
  constructor(
    urls: readonly string[],
    shoppers: readonly Shopper[],
    keeper: Keeper,
    stock: Record<string, number>,
  ) {
    this.#urls = urls;
    this.#keeper = keeper;
    this.#products = Object.keys(stock);
    this.#recorder = new Recorder({ stock });
    this.#rounds = shoppers.map(() => Promise.resolve());
    for (const [index, shopper] of shoppers.entries()) void this.#buy(index, shopper);
  }

  get history(): History {
    return this.#recorder.history;
  }

  /** Sends all that is asked from now on elsewhere; resolves when nobody is asked any more who was before. */
  async to(...urls: string[]): Promise<void> {
    this.#urls = urls;
    await Promise.all(this.#rounds);
  }

  async end(): Promise<void> {
    this.#ends = true;
    await Promise.all(this.#rounds);
  }

  async #buy(index: number, shopper: Shopper): Promise<void> {
    const placed: string[] = [];
    for (let round = index; !this.#ends; round += 1) {
      this.#rounds[index] = this.#round(round, shopper, placed);
      await this.#rounds[index];
    }
  }

  async #round(round: number, shopper: Shopper, placed: string[]): Promise<void> {
    const url = this.#urls[round % this.#urls.length]!;
    const product = this.#products[round % this.#products.length]!;
    const key = randomUUID();
    const items = [{ productId: product, quantity: 1 + (round % 3) }];
    const operation = this.#recorder.invoke({ customer: shopper.id, key, items });
    const card = round % 11 === 0 ? 'tok_chargeDeclined' : 'tok_visa';
    const order = await this.#expect(
      ORDERED,
      'order',
      shopper.tryToOrder(url, product, items[0]!.quantity, key, card),
    );
    if (order !== undefined) {
      this.#recorder.complete(operation, outcomeOf(order.status, order.text));
      if (order.status === 201) placed.push((JSON.parse(order.text) as { id: string }).id);
    }
    if (round % 3 === 0 && placed.length > 2)
      await this.#expect(CANCELLED, 'cancel', shopper.tryToCancel(url, placed.shift()!));
    if (round % 7 === 0)
      await this.#expect(PRICED, 'price', this.#keeper.tryToPrice(url, product, 200 + (round % 50)));
  }

  async #expect(
    statuses: readonly number[],
    what: string,
    asked: Promise<Reply>,
  ): Promise<Reply | undefined> {
    try {
      const reply = await asked;
      this.answered += 1;
      if (!statuses.includes(reply.status)) this.failures.push(`${what}: ${reply.status} ${reply.text}`);
      return reply;
    } catch (error) {
      this.failures.push(`${what}: ${String(error)}`);
      return undefined;
    }
  }
}
