import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { expectPaidExactly } from '../src/expectations.ts';
import { aKey, lines, Shop, type Buyer } from '../src/shop.ts';
import type { Order, Page, Product } from '../src/shop-types.ts';

/** RELIABILITY.md, invariant 4: every order is final so soon after the last fault is healed. */
const FINAL_AFTER_HEALING_MS = 60_000;

let shop: Shop;
let product: Product;

beforeAll(async () => {
  shop = await Shop.open();
  product = await shop.aProduct({ stock: 1_000 });
});
afterEach(() => shop.provider.heal());
afterAll(() => shop.close());

/** The orders of a buyer as the shop lists them, so that also those are seen whose answer never came. */
const ordersOf = async (buyer: Buyer) =>
  (await buyer.http.get<Page<Order>>('/api/orders', { query: { limit: 100 } })).body.items;

/** The only order of a buyer, as soon as the shop lists it. */
const theOrderOf = (buyer: Buyer) =>
  eventually(
    async () => {
      const [order] = await ordersOf(buyer);
      if (order === undefined) throw new Error('there is none');
      return order;
    },
    { describe: 'the order is seen while it is being paid' },
  );

/** A fault that lasts so long meets first attempts, retries and sweeps; it ends early where all is answered. */
const faultLasts = (answers: Promise<unknown>) => Promise.race([answers, delay(1_500)]);

/** Places orders without waiting for their answers: while the provider is at fault, some never come. */
function placeMany(buyer: Buyer, count: number, wanted = product) {
  const keys = Array.from({ length: count }, aKey);
  const answers = Promise.allSettled(keys.map((key) => buyer.place({ items: lines(wanted), key })));
  return { keys, answers };
}

/** Each order resolved by its key, as a client does whose answer was lost, and final. */
async function resolved(buyer: Buyer, keys: readonly string[], wanted = product): Promise<Order[]> {
  return Promise.all(
    keys.map(async (key) => {
      const { body } = await buyer.place({ items: lines(wanted), key });
      return buyer.untilFinal(body, FINAL_AFTER_HEALING_MS);
    }),
  );
}

describe('while the payment provider is slow', () => {
  it('an order is confirmed and paid once, and its events tell so as it happens', async () => {
    const buyer = await shop.aCustomer();
    await shop.provider.behave({ latencyMs: 800 });

    const placing = buyer.place({ items: lines(product) });
    const pending = await theOrderOf(buyer);
    expect(pending).toMatchObject({ status: 'pending', failure: null });
    const events = await buyer.http.events(`/api/orders/${pending.id}/events`);

    expect(events.map(({ data }) => (JSON.parse(data) as Order).status)).toEqual(['pending', 'confirmed']);
    const order = await buyer.untilFinal((await placing).body);
    expectPaidExactly(order, await shop.provider.movementsOf(order.id));
  });

  it('an order that is cancelled meanwhile is either paid or cancelled, never both', async () => {
    const buyer = await shop.aCustomer();
    const wanted = await shop.aProduct({ stock: 10 });
    await shop.provider.behave({ latencyMs: 500 });

    const placing = buyer.place({ items: lines(wanted) });
    const { id } = await theOrderOf(buyer);
    const cancelled = await buyer.http.post(`/api/orders/${id}/cancel`);
    expect([200, 409]).toContain(cancelled.status);
    const order = await buyer.untilFinal((await placing).body);

    expect(order.status).toBe(cancelled.status === 200 ? 'cancelled' : 'confirmed');
    await shop.untilStock(wanted, order.status === 'confirmed' ? 9 : 10);
    await eventually(async () => expectPaidExactly(order, await shop.provider.movementsOf(order.id)), {
      within: 10_000,
      describe: 'the ledger agrees with the order',
    });
  });

  it('the rest of the shop is as quick as ever', async () => {
    const buyer = await shop.aCustomer();
    await shop.provider.behave({ latencyMs: 1_500 });
    const { keys, answers } = placeMany(buyer, 40);
    await eventually(async () => (await ordersOf(buyer)).length > 0, { describe: 'orders are being paid' });

    const start = performance.now();
    for (let time = 0; time < 10; time += 1) await shop.anyone.get(`/api/products/${product.id}`);
    expect((performance.now() - start) / 10).toBeLessThan(250);

    await answers;
    const orders = await resolved(buyer, keys);
    expect(orders.filter(({ status }) => status !== 'confirmed')).toEqual([]);
  }, 60_000);
});

describe.each([
  ['fails', { errorRate: 1 }],
  ['is down', { down: true }],
  ['fails half of the time', { errorRate: 0.5 }],
  ['loses every reply', { loseReplyRate: 1 }],
  ['loses half of its replies', { loseReplyRate: 0.5, jitterMs: 20 }],
])('after a time in which the payment provider %s', (_, faults) => {
  it('every order is final, and paid once where it is confirmed', async () => {
    const buyer = await shop.aCustomer();
    const wanted = await shop.aProduct({ stock: 100 });
    await shop.provider.behave(faults);
    const { keys, answers } = placeMany(buyer, 10, wanted);
    await eventually(async () => (await ordersOf(buyer)).length === keys.length, {
      within: 10_000,
      describe: 'all orders are accepted',
    });
    await faultLasts(answers);

    await shop.provider.heal();
    await answers;
    const orders = await resolved(buyer, keys, wanted);

    expect(new Set(orders.map(({ id }) => id)).size).toBe(keys.length);
    expect(await ordersOf(buyer)).toHaveLength(keys.length);
    const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
    for (const order of orders) expectPaidExactly(order, movements);
    const sold = orders.filter(({ status }) => status === 'confirmed').length;
    await shop.untilStock(wanted, 100 - sold);
    expect(
      orders.filter(({ failure }) => failure !== null && failure.code !== 'payment_unavailable'),
    ).toEqual([]);
  }, 120_000);

  it('a cancelled order is refunded once', async () => {
    const buyer = await shop.aCustomer();
    const wanted = await shop.aProduct({ stock: 5 });
    const order = await buyer.order({ items: lines(wanted) });
    await shop.provider.behave(faults);

    const cancelling = Promise.allSettled([buyer.http.post(`/api/orders/${order.id}/cancel`)]);
    await faultLasts(cancelling);
    await shop.provider.heal();
    await cancelling;

    const answer = await buyer.http.post<Order>(`/api/orders/${order.id}/cancel`);
    expect([200, 409]).toContain(answer.status);
    const cancelled = await buyer.untilStatus(order, ['cancelled'], FINAL_AFTER_HEALING_MS);
    await shop.untilStock(wanted, 5);
    await eventually(
      async () => {
        const movements = await shop.provider.movementsOf(order.id);
        expect(movements.map(({ type, amount }) => [type, amount])).toEqual([
          ['charge', order.total.amount],
          ['refund', order.total.amount],
        ]);
        expectPaidExactly(cancelled, movements);
      },
      { within: FINAL_AFTER_HEALING_MS, describe: 'the refund is in the ledger' },
    );
  }, 120_000);
});
