import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectInvalid, expectProblem } from '../src/expectations.ts';
import { WRONG_IDS, WRONG_QUANTITIES } from '../src/hostile.ts';
import { Shop, type Buyer } from '../src/shop.ts';
import type { Cart, Product } from '../src/shop-types.ts';

const NOTHING = { amount: 0, currency: 'GBP' };

let shop: Shop;
let product: Product;
let buyer: Buyer;

beforeAll(async () => {
  shop = await Shop.open();
  product = await shop.aProduct({ name: 'A teapot', price: 1_250 });
});
afterAll(() => shop.close());

beforeEach(async () => {
  buyer = await shop.aCustomer();
});

const put = (by: Buyer, { id }: { id: string }, quantity: unknown) =>
  by.http.put<Cart>(`/api/cart/items/${id}`, { json: { quantity } });

describe('a cart', () => {
  it('starts empty', async () => {
    const { status, body } = await buyer.http.get('/api/cart');

    expect(status).toBe(200);
    expect(body).toEqual({ items: [], total: NOTHING });
  });

  it('shows what was put into it, with its price', async () => {
    const other = await shop.aProduct({ price: 399 });
    await put(buyer, product, 3);

    const { status, body } = await put(buyer, other, 10_000);

    expect(status).toBe(200);
    expect(body.total).toEqual({ amount: 3 * 1_250 + 10_000 * 399, currency: 'GBP' });
    expect(body.items).toHaveLength(2);
    expect(body.items).toContainEqual({
      productId: product.id,
      name: 'A teapot',
      quantity: 3,
      unitPrice: { amount: 1_250, currency: 'GBP' },
      lineTotal: { amount: 3_750, currency: 'GBP' },
    });
    expect((await buyer.http.get('/api/cart')).body).toEqual(body);
  });

  it('takes a new quantity in place of the old one', async () => {
    await put(buyer, product, 3);

    expect((await put(buyer, product, 5)).body.items).toMatchObject([{ quantity: 5 }]);
  });

  it('lets go of a product, also of one that it does not have', async () => {
    await put(buyer, product, 3);

    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await buyer.http.delete(`/api/cart/items/${product.id}`);
      expect(status).toBe(200);
      expect(body).toEqual({ items: [], total: NOTHING });
    }
  });

  it("is its customer's alone", async () => {
    const other = await shop.aCustomer();
    await put(buyer, product, 3);

    expect((await other.http.get<Cart>('/api/cart')).body.items).toEqual([]);
    await other.http.delete(`/api/cart/items/${product.id}`);
    expect((await buyer.http.get<Cart>('/api/cart')).body.items).toHaveLength(1);
  });

  it('keeps everything that is put into it at once', async () => {
    const products = await Promise.all(Array.from({ length: 12 }, () => shop.aProduct()));

    await Promise.all(products.map((one) => put(buyer, one, 2)));

    expect((await buyer.http.get<Cart>('/api/cart')).body.items).toHaveLength(12);
  });

  it('holds one line of a product that is put into it many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, nth) => put(buyer, product, nth + 1)));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await buyer.http.get<Cart>('/api/cart')).body.items).toHaveLength(1);
  });

  it.each(WRONG_QUANTITIES)('refuses %s for a quantity', async (_, quantity) => {
    const answer = await buyer.http.put(`/api/cart/items/${product.id}`, {
      raw: `{"quantity":${quantity}}`,
      headers: { 'content-type': 'application/json' },
    });

    expectInvalid(answer, 'quantity');
  });

  it.each([
    ['no quantity', {}],
    ['a price', { quantity: 1, unitPrice: { amount: 1, currency: 'GBP' } }],
    ['another owner', { quantity: 1, customerId: '00000000-0000-4000-8000-000000000000' }],
  ])('refuses %s', async (_, json) => {
    expectInvalid(await buyer.http.put(`/api/cart/items/${product.id}`, { json }));
  });

  it.each(WRONG_IDS)('has no place for the product %s', async (id) => {
    expectProblem(await put(buyer, { id }, 1), 404, 'product_not_found');
  });

  it('needs a token', async () => {
    const path = `/api/cart/items/${product.id}`;

    expectProblem(await shop.anyone.get('/api/cart'), 401, 'unauthenticated');
    expectProblem(await shop.anyone.put(path, { json: { quantity: 1 } }), 401, 'unauthenticated');
    expectProblem(await shop.anyone.delete(path), 401, 'unauthenticated');
  });
});
