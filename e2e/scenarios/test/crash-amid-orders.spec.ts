import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { expectPaidExactly } from '../src/expectations.ts';
import { walk } from '../src/pages.ts';
import { aKey, type Buyer } from '../src/shop.ts';
import type { Order, Product } from '../src/shop-types.ts';
import { MortalShop, victims } from './mortal-shop.ts';

const FINAL_AFTER_RESTART_MS = 60_000;
const STOCK = 10_000;
const ORDERS = Math.ceil(500 / victims.length);

let mortal: MortalShop;

beforeAll(async () => {
  mortal = await MortalShop.start();
}, 120_000);
afterEach(() => mortal.shop.provider.heal());
afterAll(() => mortal?.stop(), 60_000);

interface Intent {
  readonly buyer: Buyer;
  readonly key: string;
  readonly items: { readonly productId: string; readonly quantity: number }[];
}

const everyOrderOf = (buyers: readonly Buyer[]) =>
  Promise.all(buyers.map((buyer) => walk<Order>(buyer.http, '/api/orders', { limit: 100 }))).then((all) =>
    all.flat(),
  );

const untilNoneIsPending = (buyers: readonly Buyer[]) =>
  eventually(
    async () => {
      const pending = (await everyOrderOf(buyers)).filter(({ status }) => status === 'pending');
      if (pending.length > 0) throw new Error(`${pending.length} still are`);
    },
    { within: FINAL_AFTER_RESTART_MS, describe: 'no order is pending any more' },
  );

const soldOf = (product: Product, orders: readonly Order[]) =>
  orders
    .filter(({ status }) => status === 'confirmed')
    .flatMap(({ items }) => items)
    .filter(({ productId }) => productId === product.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);

describe.each(victims)('a shop whose process %s is killed', (victim) => {
  beforeEach(() => mortal.untilOrdersAreTaken());

  it('amid orders loses none, charges none twice and leaves none pending', async () => {
    const { shop } = mortal;
    const products = await Promise.all([1, 2, 3].map(() => shop.aProduct({ stock: STOCK })));
    const buyers = await Promise.all([1, 2, 3, 4, 5].map(() => shop.aCustomer()));
    const intents: Intent[] = Array.from({ length: ORDERS }, (_, nth) => ({
      buyer: buyers[nth % buyers.length]!,
      key: aKey(),
      items: [{ productId: products[nth % products.length]!.id, quantity: 1 + (nth % 3) }],
    }));
    await shop.provider.behave({ latencyMs: 5, jitterMs: 40 });

    const accepted = new Map<Intent, string>();
    await mortal.killAmid(victim, intents, Math.floor(ORDERS / 4), async (intent) => {
      const { status, body } = await intent.buyer.place(intent);
      if (status === 201) accepted.set(intent, body.id);
    });

    await untilNoneIsPending(buyers);
    const known = new Set((await everyOrderOf(buyers)).map(({ id }) => id));
    expect([...accepted.values()].filter((id) => !known.has(id))).toEqual([]);

    await shop.provider.heal();
    const resolved = await Promise.all(intents.map((intent) => intent.buyer.place(intent)));
    expect(resolved.filter(({ status }) => status !== 201)).toEqual([]);
    resolved.forEach(({ body }, nth) => expect(accepted.get(intents[nth]!) ?? body.id).toBe(body.id));
    await untilNoneIsPending(buyers);

    const orders = await everyOrderOf(buyers);
    expect(orders).toHaveLength(intents.length);
    expect(orders.filter(({ status }) => status !== 'confirmed')).toEqual([]);
    const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
    expect(movements).toHaveLength(intents.length);
    for (const order of orders) expectPaidExactly(order, movements);
    for (const product of products) expect(await shop.stockOf(product)).toBe(STOCK - soldOf(product, orders));
  }, 180_000);
});
