import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { expectPaidExactly } from '../src/expectations.ts';
import type { Order } from '../src/shop-types.ts';
import { MortalShop, victims } from './mortal-shop.ts';

const FINAL_AFTER_RESTART_MS = 60_000;
const STOCK = 1_000;
const CANCELLED = Math.ceil(60 / victims.length);

let mortal: MortalShop;

beforeAll(async () => {
  mortal = await MortalShop.start();
}, 120_000);
afterEach(() => mortal.shop.provider.heal());
afterAll(() => mortal?.stop(), 60_000);

describe.each(victims)('a shop whose process %s is killed', (victim) => {
  beforeEach(() => mortal.untilOrdersAreTaken());

  it('amid cancellations refunds each order once and returns its stock once', async () => {
    const { shop } = mortal;
    const product = await shop.aProduct({ stock: STOCK });
    const buyer = await shop.aCustomer();
    const orders = await Promise.all(
      Array.from({ length: CANCELLED }, () =>
        buyer.order({ items: [{ productId: product.id, quantity: 2 }] }),
      ),
    );
    await shop.provider.behave({ latencyMs: 5, jitterMs: 80 });

    const cancel = ({ id }: Order) => buyer.http.post(`/api/orders/${id}/cancel`);
    await mortal.killAmid(victim, orders, Math.floor(CANCELLED / 6), cancel);
    for (const order of orders) expect([200, 409]).toContain((await cancel(order)).status);

    const cancelled = await Promise.all(
      orders.map((order) => buyer.untilStatus(order, ['cancelled'], FINAL_AFTER_RESTART_MS)),
    );
    await shop.untilStock(product, STOCK);
    await eventually(
      async () => {
        const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
        expect(movements.filter(({ type }) => type === 'refund')).toHaveLength(orders.length);
        for (const order of cancelled) expectPaidExactly(order, movements);
      },
      { within: FINAL_AFTER_RESTART_MS, describe: 'every cancelled order is refunded' },
    );
  }, 180_000);
});
