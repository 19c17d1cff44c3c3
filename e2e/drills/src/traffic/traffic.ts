import {
  outcomeOf,
  outcomeOfFailure,
  repeatKeys,
  unresolved,
  type Item,
  type Operation,
  type Outcome,
  type Recorder,
} from '@twinshop/invariants';
import { Arrivals, evenly, type Random, type Reply, type ShopDoor } from '@twinshop/load';
import { ENDPOINTS, type Endpoint } from '../record/drill-record.ts';
import type { Customer, Market } from './market.ts';
import type { TallyBySecond } from './tally.ts';

/** Requests a second. */
export type Rates = Readonly<Record<Endpoint, number>>;

/** What customers do that is not the plain thing, each as a share of orders. */
export interface Habits {
  /** Pays with a card that is declined. */
  declines: number;
  /** Wants something that there is too little of. */
  wantsScarce: number;
  /** Takes back an order: the one that was just accepted, or an earlier one. */
  cancels: number;
  /** Sends an order, or takes one back, twice at once. */
  doubles: number;
  /** Of those without an answer: repeats the key at once, while the first request may still be on its way. */
  insists: number;
}

const USUAL_HABITS: Habits = { declines: 0.04, wantsScarce: 0.08, cancels: 0.03, doubles: 0, insists: 0 };
const CARDS_DECLINED = ['tok_chargeDeclined', 'tok_insufficientFunds'];
const REMEMBERED_ORDERS = 500;

export interface TrafficParts {
  door: ShopDoor;
  market: Market;
  rates: Rates;
  random: Random;
  recorder: Recorder;
  tally: Pick<TallyBySecond, 'begin' | 'end'>;
  /** Those of an ordinary day unless told. */
  habits?: Habits;
  /** Told what came of each request for an order, and whether that is the first word of its acceptance. */
  onOrder?: (outcome: Outcome, isNews: boolean) => void;
  /** Told of each request that was not answered as it should be. @param intendedAt as `performance.now()` tells it */
  onFailure?: (endpoint: Endpoint, intendedAt: number, reply: Reply) => void;
}

/** An order as it is asked for: again and again, if need be, in the same words. */
interface Wish {
  customer: Customer;
  key: string;
  items: readonly Item[];
  card: string;
  isAccepted: boolean;
}

/** What chance has in store for an order. */
interface Whims {
  doubles: boolean;
  insists: boolean;
  cancels: boolean;
  cancelsEarlier: boolean;
  /** From 0 to 1, of the orders that are known. */
  which: number;
}

interface KnownOrder {
  id: string;
  customer: Customer;
}

/** Customers who look, order and look after their orders, each kind at its rate; every order is in the history. */
export class Traffic {
  readonly #parts: TrafficParts;
  readonly #arrivals: readonly Arrivals[];
  readonly #underWay = new Set<Promise<void>>();
  readonly #orders: KnownOrder[] = [];
  readonly #wishes = new Map<string, Wish>();

  constructor(parts: TrafficParts) {
    this.#parts = parts;
    this.#arrivals = ENDPOINTS.filter((endpoint) => parts.rates[endpoint] > 0).map((endpoint) => {
      const random = parts.random.fork();
      return new Arrivals(evenly(parts.rates[endpoint]), (intendedAt) =>
        this.#go(endpoint, random, intendedAt),
      );
    });
  }

  begin(): void {
    for (const arrivals of this.#arrivals) arrivals.begin();
  }

  /** Nobody new comes; resolves once all are answered. */
  async end(): Promise<void> {
    for (const arrivals of this.#arrivals) arrivals.end();
    // A visit may leave something to be done after its answer.
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Repeats the keys of all orders whose fate nobody knows. */
  resolve(): Promise<void> {
    const { recorder } = this.#parts;
    const again = async ({ key }: Operation): Promise<Outcome> =>
      outcomeOfReply(await this.#post(this.#wishes.get(key)!));
    return repeatKeys(recorder, { operations: unresolved(recorder.history), place: again });
  }

  #go(endpoint: Endpoint, random: Random, intendedAt: number): void {
    // There is nothing to read yet.
    if (endpoint === 'read order' && this.#orders.length === 0) return;
    this.#follow(this.#visit(endpoint, random, intendedAt));
  }

  #follow(work: Promise<void>): void {
    const followed = work.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }

  async #visit(endpoint: Endpoint, random: Random, intendedAt: number): Promise<void> {
    const { tally, onFailure } = this.#parts;
    tally.begin(intendedAt);
    const reply = await this.#ask(endpoint, random);
    const succeeded = reply.kind === 'answer' && reply.status < 300;
    tally.end(endpoint, intendedAt, {
      succeeded,
      degraded: reply.kind === 'answer' && saysDefault(reply.text),
      ms: performance.now() - intendedAt,
    });
    if (!succeeded) onFailure?.(endpoint, intendedAt, reply);
  }

  async #ask(endpoint: Endpoint, random: Random): Promise<Reply> {
    const { door, market } = this.#parts;
    const product = popular(market.plenty, random);
    switch (endpoint) {
      case 'product page':
        return door.get(`/api/products/${product}`);
      case 'related products':
        return door.get(`/api/products/${product}/related`);
      case 'recommendations':
        return door.get('/api/recommendations', await random.pick(market.customers).token());
      case 'product list':
        return door.get(`/api/products?limit=20&sort=${random.pick(['newest', 'price', 'popular'])}`);
      case 'place order':
        return this.#place(random);
      case 'read order':
        return this.#read(random);
    }
  }

  async #place(random: Random): Promise<Reply> {
    const { market, habits = USUAL_HABITS } = this.#parts;
    const wish: Wish = {
      customer: random.pick(market.customers),
      key: random.key(),
      items: basket(market, random, habits.wantsScarce),
      card: random.happens(habits.declines) ? random.pick(CARDS_DECLINED) : 'tok_visa',
      isAccepted: false,
    };
    // All that is left to chance, drawn before anybody answers: how long that takes must not change what others do.
    const whims: Whims = {
      doubles: random.happens(habits.doubles),
      insists: random.happens(habits.insists),
      cancels: random.happens(habits.cancels),
      cancelsEarlier: random.happens(0.5),
      which: random.between(0, 1),
    };
    this.#wishes.set(wish.key, wish);
    const twin = whims.doubles ? this.#try(wish) : undefined;
    const { reply, outcome } = await this.#try(wish);
    this.#follow(this.#afterwards(wish, outcome, whims, twin));
    return reply;
  }

  /** What somebody does who has their answer: no part of the time that it took. */
  async #afterwards(wish: Wish, outcome: Outcome, whims: Whims, twin?: Promise<unknown>): Promise<void> {
    await twin;
    if (outcome.kind === 'indeterminate' && whims.insists) await this.#try(wish);
    if (outcome.kind !== 'ok' || !whims.cancels) return;
    const own = { id: outcome.orderId, customer: wish.customer };
    const earlier = this.#orders[Math.floor(whims.which * this.#orders.length)] ?? own;
    await this.#cancel(whims.cancelsEarlier ? earlier : own, whims.doubles);
  }

  /** An attempt is an operation of its own: what one is told says nothing of another that is still on its way. */
  async #try(wish: Wish): Promise<{ reply: Reply; outcome: Outcome }> {
    const { recorder, onOrder } = this.#parts;
    const operation = recorder.invoke({ customer: wish.customer.id, key: wish.key, items: wish.items });
    const reply = await this.#post(wish);
    const outcome = outcomeOfReply(reply);
    recorder.complete(operation, outcome);
    const isNews = outcome.kind === 'ok' && !wish.isAccepted;
    if (outcome.kind === 'ok' && isNews) {
      wish.isAccepted = true;
      this.#remember({ id: outcome.orderId, customer: wish.customer });
    }
    onOrder?.(outcome, isNews);
    return { reply, outcome };
  }

  async #cancel({ id, customer }: KnownOrder, twice: boolean): Promise<void> {
    const token = await customer.token();
    const once = (): Promise<Reply> => this.#parts.door.post(`/api/orders/${id}/cancel`, {}, { token });
    await Promise.all(twice ? [once(), once()] : [once()]);
  }

  async #post({ customer, key, items, card }: Wish): Promise<Reply> {
    const order = { items, payment: { method: 'card', token: card } };
    return this.#parts.door.post('/api/orders', order, { token: await customer.token(), key });
  }

  async #read(random: Random): Promise<Reply> {
    const { id, customer } = random.pick(this.#orders);
    return this.#parts.door.get(`/api/orders/${id}`, await customer.token());
  }

  #remember(order: KnownOrder): void {
    if (this.#orders.push(order) > REMEMBERED_ORDERS) this.#orders.shift();
  }
}

/** One to three products, of few pieces each; a scarce one among them now and then. */
function basket({ plenty, scarce }: Market, random: Random, wantsScarce: number): Item[] {
  const wanted = new Set(Array.from({ length: 1 + random.below(3) }, () => popular(plenty, random)));
  if (random.happens(wantsScarce)) wanted.add(random.pick(scarce));
  return [...wanted].map((productId) => ({ productId, quantity: 1 + random.below(3) }));
}

/** The first are wanted most, as in any shop. */
const popular = (products: readonly string[], random: Random): string =>
  products[Math.floor(products.length * random.between(0, 1) ** 2)]!;

const saysDefault = (text: string): boolean => text.includes('"source":"default"');

const outcomeOfReply = (reply: Reply): Outcome =>
  reply.kind === 'answer' ? outcomeOf(reply.status, reply.text) : outcomeOfFailure(reply.why);
