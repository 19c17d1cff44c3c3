import { randomUUID } from 'node:crypto';
import type { Score } from '../generator/score.ts';
import type { RequestKind } from '../load.ts';
import type { Customer, Market } from '../market/market.ts';
import type { Random } from '../random.ts';
import { popular } from '../real-day/habits.ts';
import type { Reply, ShopDoor } from '../shop-door.ts';
import type { Crowd } from './crowd.ts';
import { nextPage } from './next-page.ts';

export interface Item {
  productId: string;
  quantity: number;
}

/** What somebody does from coming to leaving. All chance is drawn before it depends on an answer. */
export type Visit = (visitor: Visitor) => Promise<void>;

export interface VisitorParts {
  door: ShopDoor;
  market: Market;
  crowd: Crowd;
  score: Score;
  /** Of this visit alone. */
  random: Random;
  /** Which visit of the run it is, from 0. */
  nth: number;
  /** When it was meant to begin, as `performance.now()` tells it. */
  intendedAt: number;
}

const LINES_TRIED = 10;

/** Somebody who is in the shop: one request after the other, each counted. */
export class Visitor {
  readonly market: Market;
  readonly random: Random;
  readonly nth: number;
  readonly #parts: VisitorParts;
  #nextAt: number;

  constructor(parts: VisitorParts) {
    this.#parts = parts;
    this.#nextAt = parts.intendedAt;
    ({ market: this.market, random: this.random, nth: this.nth } = parts);
  }

  /** Anybody, busy or not: for what needs no cart. */
  someone(): Customer {
    return this.#parts.crowd.someone(this.random);
  }

  /** Always the same for a number. */
  customer(nth: number): Customer {
    return this.#parts.crowd.customer(nth);
  }

  /** A product that many want, or few: by how popular each is. */
  wants(): string {
    return popular(this.market.productIds, this.random);
  }

  /** Different products, so many lines where there are as many. @param pieces of each */
  basket(lines: number, pieces: () => number): Item[] {
    const wanted = new Set<string>();
    for (let tries = lines * LINES_TRIED; tries > 0 && wanted.size < lines; tries -= 1)
      wanted.add(this.wants());
    return [...wanted].map((productId) => ({ productId, quantity: pieces() }));
  }

  /** A page of products. @returns where the next page begins, undefined where there is none */
  async looksAtList(query: Record<string, string>): Promise<string | undefined> {
    return nextPage(await this.#get('product list', `/api/products?limit=20&${new URLSearchParams(query)}`));
  }

  async searches(words: string, query: Record<string, string> = {}): Promise<string | undefined> {
    const asked = new URLSearchParams({ q: words, ...query });
    return nextPage(await this.#get('search', `/api/products?limit=20&${asked}`));
  }

  async looksAt(productId: string): Promise<void> {
    await this.#get('product page', `/api/products/${productId}`);
  }

  async looksAtRelated(productId: string): Promise<void> {
    await this.#get('related products', `/api/products/${productId}/related`);
  }

  /** Puts all into the cart, orders it, and looks at the order. */
  async buys(basket: readonly Item[]): Promise<void> {
    const { crowd, door } = this.#parts;
    const customer = crowd.someoneIdle();
    if (!customer) return this.orders(this.someone(), basket);
    try {
      for (const { productId, quantity } of basket)
        await this.#ask('cart', door.put(`/api/cart/items/${productId}`, { quantity }, customer.token));
      await this.#places(customer, {});
    } finally {
      crowd.isIdle(customer);
    }
  }

  /** Orders these products past the cart, and looks at the order. @param mayBeGone whether a 409 is as good an answer as any */
  async orders(customer: Customer, items: readonly Item[], { mayBeGone = false } = {}): Promise<void> {
    await this.#places(customer, { items }, mayBeGone);
  }

  async #places({ token }: Customer, what: { items?: readonly Item[] }, mayBeGone = false): Promise<void> {
    const { door, score } = this.#parts;
    const placedAt = this.#nextAt;
    const order = { ...what, payment: { method: 'card', token: 'tok_visa' } };
    const reply = await this.#ask(
      'place order',
      door.post('/api/orders', order, { token, key: randomUUID() }),
      (status) => isFine(status) || (mayBeGone && status === 409),
    );
    const id = score.noteOrder(reply, placedAt);
    if (id !== undefined) await this.#get('read order', `/api/orders/${id}`, token);
  }

  #get(kind: RequestKind, path: string, token?: string): Promise<Reply> {
    return this.#ask(kind, this.#parts.door.get(path, token));
  }

  async #ask(kind: RequestKind, answer: Promise<Reply>, isAsItShould = isFine): Promise<Reply> {
    const intendedAt = this.#nextAt;
    const reply = await answer;
    this.#nextAt = performance.now();
    const succeeded = reply.kind === 'answer' && isAsItShould(reply.status);
    this.#parts.score.note(kind, { intendedAt, endedAt: this.#nextAt, succeeded });
    return reply;
  }
}

const isFine = (status: number): boolean => status >= 200 && status < 300;
