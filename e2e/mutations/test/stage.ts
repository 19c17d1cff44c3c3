import { randomUUID } from 'node:crypto';
import { outcomeOf, outcomeOfFailure, Recorder, type History, type Outcome } from '@twinshop/invariants';
import { ShopDoor } from '@twinshop/load';
import type { StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';

const CALL_WITHIN_MS = 20_000;
const SETTLED_WITHIN_MS = 20_000;

export interface Customer {
  id: string;
  token: string;
}

export interface Ordering {
  productId: string;
  quantity?: number;
  customer: Customer;
  card?: 'tok_visa' | 'tok_chargeDeclined';
}

/** A shop, and all that anybody asks of it, watched. */
export class Stage {
  readonly shop: StartedShop;
  readonly #recorder = new Recorder({ complete: true });
  readonly #door: ShopDoor;
  #adminToken: Promise<string> | undefined;

  constructor(shop: StartedShop) {
    this.shop = shop;
    this.#door = new ShopDoor(shop);
  }

  get history(): History {
    return this.#recorder.history;
  }

  async newCustomer(): Promise<Customer> {
    const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
    const signedUp = this.#door.post('/api/customers', { ...account, name: 'Ada' });
    const { id } = await this.#door.expect<{ id: string }>(201, signedUp);
    return { id, token: await this.#door.signIn(account) };
  }

  async newProduct(pieces: number): Promise<string> {
    const token = await (this.#adminToken ??= this.#door.signIn(this.shop.admin));
    const product = {
      sku: `BUG-${randomUUID()}`,
      name: 'A thing with a bug in it',
      description: 'It is bought where something is missing.',
      category: 'bugs',
      price: { amount: 250, currency: 'GBP' },
      stock: pieces,
    };
    const created = this.#door.post('/api/admin/products', product, { token });
    const { id } = await this.#door.expect<{ id: string }>(201, created);
    this.#recorder.stocked(id, pieces);
    return id;
  }

  /** Places an order; again, with the same key, as often as told. @returns its id */
  async order(
    { productId, quantity = 1, customer, card = 'tok_visa' }: Ordering,
    times = 1,
  ): Promise<string> {
    const [items, key] = [[{ productId, quantity }], randomUUID()];
    const post = async (): Promise<Outcome> => {
      const order = { items, payment: { method: 'card', token: card } };
      const reply = await this.#door.post('/api/orders', order, { token: customer.token, key });
      return reply.kind === 'answer' ? outcomeOf(reply.status, reply.text) : outcomeOfFailure(reply.why);
    };
    const operation = this.#recorder.invoke({ customer: customer.id, key, items });
    const outcome = await post();
    this.#recorder.complete(operation, outcome);
    for (let again = 1; again < times; again += 1) this.#recorder.repeat(operation, await post());
    if (outcome.kind !== 'ok') throw new Error(`An order was not accepted: ${JSON.stringify(outcome)}`);
    return outcome.orderId;
  }

  /** @returns the id of an order that is confirmed */
  async confirmedOrder(ordering: Ordering): Promise<string> {
    const id = await this.order(ordering);
    await eventually(async () => (await this.#statusOf(id, ordering.customer)) === 'confirmed', {
      within: SETTLED_WITHIN_MS,
      describe: 'the order is confirmed',
    });
    return id;
  }

  async cancel(orderId: string, { token }: Customer): Promise<void> {
    await this.#door.expect(200, this.#door.post(`/api/orders/${orderId}/cancel`, {}, { token }));
  }

  /** Changes how the payment provider behaves. */
  async provider(behaviour: Record<string, number>): Promise<void> {
    const answer = await fetch(`${this.shop.providerUrl}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(behaviour),
      signal: AbortSignal.timeout(CALL_WITHIN_MS),
    });
    if (!answer.ok) throw new Error(`The provider answered ${answer.status}.`);
  }

  /** The ids of the orders that were charged so far, once for each charge. */
  async charged(): Promise<string[]> {
    const answer = await fetch(`${this.shop.providerUrl}/v1/ledger`, {
      signal: AbortSignal.timeout(CALL_WITHIN_MS),
    });
    const { items } = (await answer.json()) as { items: { type: string; reference: string }[] };
    return items.filter(({ type }) => type === 'charge').map(({ reference }) => reference);
  }

  async #statusOf(id: string, { token }: Customer): Promise<string> {
    const read = this.#door.get(`/api/orders/${id}`, token);
    return (await this.#door.expect<{ status: string }>(200, read)).status;
  }
}
