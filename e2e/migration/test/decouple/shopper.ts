import { randomUUID } from 'node:crypto';
import type { Order } from '@twinshop/order-contracts';
import { eventually } from '@twinshop/testing';

const ANSWERED_WITHIN_MS = 20_000;

export interface Reply {
  status: number;
  text: string;
}

export interface Asking {
  token?: string;
  key?: string;
  json?: unknown;
}

/** One attempt at a process of the shop, without a gateway. */
export async function ask(
  url: string,
  method: string,
  at: string,
  { token, key, json }: Asking = {},
): Promise<Reply> {
  const answer = await fetch(`${url}${at}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
  });
  return { status: answer.status, text: await answer.text() };
}

async function wanted<Body>(status: number, asked: Promise<Reply>): Promise<Body> {
  const reply = await asked;
  if (reply.status !== status)
    throw new Error(`answered ${reply.status} instead of ${status}: ${reply.text}`);
  return JSON.parse(reply.text) as Body;
}

export async function signIn(url: string, account: { email: string; password: string }): Promise<string> {
  const session = ask(url, 'POST', '/api/sessions', { json: account });
  return (await wanted<{ accessToken: string }>(201, session)).accessToken;
}

/** Somebody who buys, of whichever process. */
export class Shopper {
  readonly id: string;
  readonly token: string;

  private constructor(id: string, token: string) {
    this.id = id;
    this.token = token;
  }

  static async signUp(url: string): Promise<Shopper> {
    const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
    const json = { ...account, name: 'Ada' };
    const { id } = await wanted<{ id: string }>(201, ask(url, 'POST', '/api/customers', { json }));
    return new Shopper(id, await signIn(url, account));
  }

  tryToOrder(
    url: string,
    productId: string,
    quantity: number,
    key: string,
    card = 'tok_visa',
  ): Promise<Reply> {
    const json = { items: [{ productId, quantity }], payment: { method: 'card', token: card } };
    return ask(url, 'POST', '/api/orders', { token: this.token, key, json });
  }

  /** The order as it is in the end. */
  async order(url: string, productId: string, quantity: number, card?: string): Promise<Order> {
    const placed = await wanted<Order>(201, this.tryToOrder(url, productId, quantity, randomUUID(), card));
    return eventually(
      async () => {
        const order = await wanted<Order>(
          200,
          ask(url, 'GET', `/api/orders/${placed.id}`, { token: this.token }),
        );
        return order.status === 'pending' ? false : order;
      },
      { within: 15_000, describe: `the order ${placed.id} is final` },
    ) as Promise<Order>;
  }

  tryToCancel(url: string, orderId: string): Promise<Reply> {
    return ask(url, 'POST', `/api/orders/${orderId}/cancel`, { token: this.token, json: {} });
  }

  cancel(url: string, orderId: string): Promise<Order> {
    return wanted<Order>(200, this.tryToCancel(url, orderId));
  }
}

/** Whoever keeps the shop. */
export class Keeper {
  readonly token: string;

  constructor(token: string) {
    this.token = token;
  }

  async addProduct(url: string, stock: number): Promise<string> {
    const json = {
      sku: `MOVED-${randomUUID()}`,
      name: 'A thing that stays',
      description: 'While all around it moves.',
      category: 'moved',
      price: { amount: 250, currency: 'GBP' },
      stock,
    };
    const added = ask(url, 'POST', '/api/admin/products', { token: this.token, json });
    return (await wanted<{ id: string }>(201, added)).id;
  }

  /** @param amount minor units */
  tryToPrice(url: string, productId: string, amount: number): Promise<Reply> {
    const json = { price: { amount, currency: 'GBP' } };
    return ask(url, 'PATCH', `/api/admin/products/${productId}`, { token: this.token, json });
  }
}

export async function stockOf(url: string, productId: string): Promise<number> {
  return (await wanted<{ stock: number }>(200, ask(url, 'GET', `/api/products/${productId}`))).stock;
}
