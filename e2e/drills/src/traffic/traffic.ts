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
import type { Random } from '../random.ts';
import { ENDPOINTS, type Endpoint } from '../record/drill-record.ts';
import { Arrivals } from './arrivals.ts';
import type { Customer, Market } from './market.ts';
import type { Reply, ShopDoor } from './shop-door.ts';
import type { TallyBySecond } from './tally.ts';

/** Requests a second. */
export type Rates = Readonly<Record<Endpoint, number>>;

const DECLINED_SHARE = 0.04;
const SCARCE_SHARE = 0.08;
const CANCELLED_SHARE = 0.03;
const REMEMBERED_ORDERS = 500;

export interface TrafficParts {
  door: ShopDoor;
  market: Market;
  rates: Rates;
  random: Random;
  recorder: Recorder;
  tally: TallyBySecond;
}

/** An order as it is asked for: again and again, if need be, in the same words. */
interface Wish {
  customer: Customer;
  key: string;
  items: readonly Item[];
  card: string;
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
      return new Arrivals(parts.rates[endpoint], (intendedAt) => this.#go(endpoint, random, intendedAt));
    });
  }

  begin(): void {
    for (const arrivals of this.#arrivals) arrivals.begin();
  }

  /** Nobody new comes; resolves once all are answered. */
  async end(): Promise<void> {
    for (const arrivals of this.#arrivals) arrivals.end();
    await Promise.all(this.#underWay);
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
    const visit = this.#visit(endpoint, random, intendedAt).finally(() => this.#underWay.delete(visit));
    this.#underWay.add(visit);
  }

  async #visit(endpoint: Endpoint, random: Random, intendedAt: number): Promise<void> {
    const { tally } = this.#parts;
    tally.begin(intendedAt);
    const reply = await this.#ask(endpoint, random);
    tally.end(endpoint, intendedAt, {
      succeeded: reply.kind === 'answer' && reply.status < 300,
      degraded: reply.kind === 'answer' && saysDefault(reply.text),
      ms: performance.now() - intendedAt,
    });
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
    const { market, recorder } = this.#parts;
    const customer = random.pick(market.customers);
    const wish: Wish = {
      customer,
      key: random.key(),
      items: basket(market, random),
      card: random.happens(DECLINED_SHARE) ? 'tok_chargeDeclined' : 'tok_visa',
    };
    const cancels = random.happens(CANCELLED_SHARE);
    this.#wishes.set(wish.key, wish);
    const operation = recorder.invoke({ customer: customer.id, key: wish.key, items: wish.items });
    const reply = await this.#post(wish);
    const outcome = outcomeOfReply(reply);
    recorder.complete(operation, outcome);
    if (outcome.kind === 'ok') {
      this.#remember({ id: outcome.orderId, customer });
      if (cancels)
        await this.#parts.door.post(
          `/api/orders/${outcome.orderId}/cancel`,
          {},
          { token: await customer.token() },
        );
    }
    return reply;
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
function basket({ plenty, scarce }: Market, random: Random): Item[] {
  const wanted = new Set(Array.from({ length: 1 + random.below(3) }, () => popular(plenty, random)));
  if (random.happens(SCARCE_SHARE)) wanted.add(random.pick(scarce));
  return [...wanted].map((productId) => ({ productId, quantity: 1 + random.below(3) }));
}

/** The first are wanted most, as in any shop. */
const popular = (products: readonly string[], random: Random): string =>
  products[Math.floor(products.length * random.between(0, 1) ** 2)]!;

const saysDefault = (text: string): boolean => text.includes('"source":"default"');

const outcomeOfReply = (reply: Reply): Outcome =>
  reply.kind === 'answer' ? outcomeOf(reply.status, reply.text) : outcomeOfFailure(reply.why);
