import { randomUUID } from 'node:crypto';
import { ShopDoor } from '@twinshop/load';
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

export async function newProduct(shop: StartedShop, stock: number): Promise<string> {
  const door = new ShopDoor(shop);
  const token = await door.signIn(shop.admin);
  const product = {
    sku: `KEPT-${randomUUID()}`,
    name: 'A thing that is counted',
    description: 'Somebody looks after it.',
    category: 'kept',
    price: { amount: 250, currency: 'GBP' },
    stock,
  };
  const created = door.post('/api/admin/products', product, { token });
  return (await door.expect<{ id: string }>(201, created)).id;
}

/** @param stock pieces, by product */
export async function newCustomer(shop: StartedShop, stock: Record<string, number>): Promise<Customer> {
  const door = new ShopDoor(shop);
  const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
  const signedUp = door.post('/api/customers', { ...account, name: 'Ada' });
  const { id } = await door.expect<{ id: string }>(201, signedUp);
  const token = await door.signIn(account);
  const recorder = new Recorder({ complete: true, stock });
  const place = (items: readonly Item[], card: string, key: string) => {
    const order = { items, payment: { method: 'card', token: card } };
    return door.expect<{ id: string; status: string }>(201, door.post('/api/orders', order, { token, key }));
  };
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
      await door.expect(200, door.post(`/api/orders/${orderId}/cancel`, {}, { token }));
    },
  };
}
