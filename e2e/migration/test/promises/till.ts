import { aKey, lines, type Buyer } from '@twinshop/scenarios';
import { asABrowser } from '../as-a-browser.ts';
import { OrderEvents } from './order-events.ts';

/** An order that came to its end, as its customer saw it. */
export interface Sale {
  events: OrderEvents;
  /** When it was answered, and when its end was heard of; as `Date.now()` tells it. */
  placedAt: number;
  endedAt: number;
}

const CARDS = ['tok_visa', 'tok_visa', 'tok_visa', 'tok_chargeDeclined'] as const;

/** Customers each of whom orders, follows the order to its end, and orders again. */
export class Till {
  readonly sales: Sale[] = [];
  readonly #baseUrl: string;
  readonly #product: { readonly id: string };
  readonly #queues: Promise<void>[];
  #closes = false;

  constructor(baseUrl: string, product: { readonly id: string }, buyers: readonly Buyer[]) {
    this.#baseUrl = baseUrl;
    this.#product = product;
    this.#queues = buyers.map((buyer) => this.#serve(buyer));
  }

  /** Nobody orders any more. @throws what went wrong for the first whom something did */
  async close(): Promise<void> {
    this.#closes = true;
    await Promise.all(this.#queues);
  }

  async #serve(buyer: Buyer): Promise<void> {
    for (let time = 0; !this.#closes; time += 1) {
      const card = CARDS[time % CARDS.length]!;
      const wishes = { items: lines(this.#product), key: aKey(), card };
      const answer = await asABrowser(() => buyer.place(wishes));
      if (answer.status !== 201)
        throw new Error(`An order was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      const placedAt = Date.now();
      const events = new OrderEvents(this.#baseUrl, buyer.token, answer.body.id);
      await events.ended;
      this.sales.push({ events, placedAt, endedAt: Date.now() });
    }
  }
}
