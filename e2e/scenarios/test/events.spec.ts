import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lines, Shop, type Buyer } from '../src/shop.ts';
import type { Order } from '../src/shop-types.ts';

let shop: Shop;
let buyer: Buyer;

beforeAll(async () => {
  shop = await Shop.open();
  buyer = await shop.aCustomer();
});
afterAll(() => shop.close());

const statuses = async ({ id }: Order) =>
  (await buyer.http.events(`/api/orders/${id}/events`)).map(({ event, data }) => ({
    event,
    order: JSON.parse(data) as Order,
  }));

describe("an order's events", () => {
  it.each([
    ['confirmed', 'tok_visa'],
    ['rejected', 'tok_chargeDeclined'],
  ])('begin with where it is, and end once it is %s', async (status, card) => {
    const placed = await buyer.place({ items: lines(await shop.aProduct()), card });

    const events = await statuses(placed.body);

    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['status']));
    expect(events.at(-1)!.order).toMatchObject({ id: placed.body.id, status });
    expect(events.at(-1)!.order).toEqual((await buyer.http.get(`/api/orders/${placed.body.id}`)).body);
  });

  it('of an order that is final are one, and then the end', async () => {
    const order = await buyer.order({ items: lines(await shop.aProduct()) });
    await buyer.http.post(`/api/orders/${order.id}/cancel`);
    const cancelled = await buyer.untilStatus(order, ['cancelled']);

    expect(await statuses(order)).toEqual([{ event: 'status', order: cancelled }]);
  });

  it('reach 30 listeners at once', async () => {
    const order = await buyer.order({ items: lines(await shop.aProduct()) });

    const heard = await Promise.all(Array.from({ length: 30 }, () => statuses(order)));

    expect(heard.map((events) => events.at(-1)!.order.status)).toEqual(Array(30).fill('confirmed'));
  });
});
