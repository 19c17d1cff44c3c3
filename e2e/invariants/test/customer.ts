import { randomUUID } from 'node:crypto';
import type { StartedShop } from '@twinshop/local';
import { outcomeOf, Recorder, type Item } from '../src/index.ts';

/** Somebody who buys, with all that they were told in a history. */
export interface Customer {
  id: string;
  recorder: Recorder;
  /** @returns the order's id */
  order(items: readonly Item[], card?: string): Promise<string>;
  /** Outside the history. */
  orderUnseen(items: readonly Item[]): Promise<string>;
  cancel(orderId: string): Promise<void>;
}

export async function newProduct({ publicUrl, admin }: StartedShop, stock: number): Promise<string> {
  const token = await signIn(publicUrl, admin);
  const product = {
    sku: `KEPT-${randomUUID()}`,
    name: 'A thing that is counted',
    description: 'Somebody looks after it.',
    category: 'kept',
    price: { amount: 250, currency: 'GBP' },
    stock,
  };
  return (await post<{ id: string }>(`${publicUrl}/api/admin/products`, product, { token })).id;
}

/** @param stock pieces, by product */
export async function newCustomer(
  { publicUrl }: StartedShop,
  stock: Record<string, number>,
): Promise<Customer> {
  const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
  const { id } = await post<{ id: string }>(`${publicUrl}/api/customers`, { ...account, name: 'Ada' });
  const token = await signIn(publicUrl, account);
  const recorder = new Recorder({ complete: true, stock });
  const place = (items: readonly Item[], card: string, key: string) =>
    post<{ id: string; status: string }>(
      `${publicUrl}/api/orders`,
      { items, payment: { method: 'card', token: card } },
      { token, key },
    );
  return {
    id,
    recorder,
    async order(items, card = 'tok_visa') {
      const key = randomUUID();
      const operation = recorder.invoke({ customer: id, key, items });
      const placed = await place(items, card, key);
      recorder.complete(operation, outcomeOf(201, JSON.stringify(placed)));
      return placed.id;
    },
    async orderUnseen(items) {
      return (await place(items, 'tok_visa', randomUUID())).id;
    },
    async cancel(orderId) {
      await post(`${publicUrl}/api/orders/${orderId}/cancel`, undefined, { token });
    },
  };
}

async function signIn(publicUrl: string, { email, password }: { email: string; password: string }) {
  return (await post<{ accessToken: string }>(`${publicUrl}/api/sessions`, { email, password })).accessToken;
}

async function post<Body>(
  url: string,
  json: unknown,
  { token, key }: { token?: string; key?: string } = {},
): Promise<Body> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url} is answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Body;
}
