import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectPaidExactly, expectProblem } from '../src/expectations.ts';
import { lines, Shop, type Buyer } from '../src/shop.ts';
import type { Order } from '../src/shop-types.ts';

let shop: Shop;
let buyer: Buyer;

beforeAll(async () => {
  shop = await Shop.open();
  buyer = await shop.aCustomer();
});
afterAll(() => shop.close());

const cancel = ({ id }: Order) => buyer.http.post<Order>(`/api/orders/${id}/cancel`);

describe('cancelling an order', () => {
  it('refunds it in full and returns its stock', async () => {
    const product = await shop.aProduct({ stock: 10, price: 725 });
    const order = await buyer.order({ items: [{ productId: product.id, quantity: 4 }] });

    const answer = await cancel(order);

    expect(answer.status).toBe(200);
    const cancelled = await buyer.untilStatus(order, ['cancelled']);
    expect(cancelled).toMatchObject({ id: order.id, items: order.items, total: order.total, failure: null });
    await shop.untilStock(product, 10);
    expect(await shop.provider.movementsOf(order.id)).toMatchObject([
      { type: 'charge', amount: 2_900 },
      { type: 'refund', amount: 2_900 },
    ]);
  });

  it('is possible once', async () => {
    const product = await shop.aProduct({ stock: 10 });
    const order = await buyer.order({ items: lines(product) });
    await cancel(order);
    await buyer.untilStatus(order, ['cancelled']);

    expectProblem(await cancel(order), 409, 'order_not_cancellable');
    await shop.untilStock(product, 10);
    expect(await shop.provider.movementsOf(order.id)).toHaveLength(2);
  });

  it('is possible by its id in capitals, as whatever else is done to it', async () => {
    const order = await buyer.order({ items: lines(await shop.aProduct({ stock: 10 })) });

    const answer = await cancel({ ...order, id: order.id.toUpperCase() });

    expect(answer).toMatchObject({ status: 200, body: { id: order.id } });
    await buyer.untilStatus(order, ['cancelled']);
  });

  it('is not possible where it was rejected', async () => {
    const product = await shop.aProduct({ stock: 10 });
    const order = await buyer.order({ items: lines(product), card: 'tok_chargeDeclined' });

    expectProblem(await cancel(order), 409, 'order_not_cancellable');
    expect((await buyer.http.get<Order>(`/api/orders/${order.id}`)).body).toEqual(order);
    expect(await shop.stockOf(product)).toBe(10);
  });

  it('20 times at once refunds it once and returns its stock once', async () => {
    const product = await shop.aProduct({ stock: 10 });
    const order = await buyer.order({ items: [{ productId: product.id, quantity: 3 }] });

    const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(order)));

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(statuses).toContain(200);
    const cancelled = await buyer.untilStatus(order, ['cancelled']);
    await shop.untilStock(product, 10);
    const movements = await shop.provider.movementsOf(order.id);
    expectPaidExactly(cancelled, movements);
    expect(movements.map(({ type }) => type)).toEqual(['charge', 'refund']);
  });

  it('leaves the pieces to the next buyer', async () => {
    const product = await shop.aProduct({ stock: 1 });
    const first = await buyer.order({ items: lines(product) });
    expect(await buyer.order({ items: lines(product) })).toMatchObject({ failure: { code: 'out_of_stock' } });

    await cancel(first);
    await shop.untilStock(product, 1);

    expect(await buyer.order({ items: lines(product) })).toMatchObject({ status: 'confirmed' });
  });
});
