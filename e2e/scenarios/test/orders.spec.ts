import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, expectPaidExactly, expectProblem } from '../src/expectations.ts';
import { WRONG_IDS, WRONG_QUANTITIES } from '../src/hostile.ts';
import { walk } from '../src/pages.ts';
import { aCategory, aKey, aProductBody, lines, Shop, type Buyer } from '../src/shop.ts';
import type { Cart, ImportReport, Order, Product, ProductSummary } from '../src/shop-types.ts';

const MOST_BYTES = 256 * 1_024;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

let shop: Shop;
let buyer: Buyer;
let product: Product;

beforeAll(async () => {
  shop = await Shop.open();
  [buyer, product] = await Promise.all([shop.aCustomer(), shop.aProduct({ stock: 1_000_000 })]);
});
afterAll(() => shop.close());

const card = { method: 'card', token: 'tok_visa' };

const post = (by: Buyer, json: unknown, headers: Record<string, string> = { 'idempotency-key': aKey() }) =>
  by.http.post<Order>('/api/orders', { json, headers });

describe('placing an order', () => {
  it('answers the order, where it is, and charges its total once', async () => {
    const [cup, plate] = await Promise.all([
      shop.aProduct({ name: 'A cup', price: 450, stock: 5 }),
      shop.aProduct({ name: 'A plate', price: 820, stock: 5 }),
    ]);

    const answer = await buyer.place({
      items: [
        { productId: cup.id, quantity: 4 },
        { productId: plate.id, quantity: 1 },
      ],
    });

    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toMatch(new RegExp(`/api/orders/${answer.body.id}$`));
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
    const order = await buyer.untilFinal(answer.body);
    expect(order).toEqual({
      id: answer.body.id,
      status: 'confirmed',
      items: expect.arrayContaining([
        {
          productId: cup.id,
          name: 'A cup',
          quantity: 4,
          unitPrice: { amount: 450, currency: 'GBP' },
          lineTotal: { amount: 1_800, currency: 'GBP' },
        },
        {
          productId: plate.id,
          name: 'A plate',
          quantity: 1,
          unitPrice: { amount: 820, currency: 'GBP' },
          lineTotal: { amount: 820, currency: 'GBP' },
        },
      ]),
      total: { amount: 2_620, currency: 'GBP' },
      failure: null,
      createdAt: expect.stringMatching(ISO_TIME),
      updatedAt: expect.stringMatching(ISO_TIME),
    });
    expect(order.items).toHaveLength(2);
    expect(await shop.provider.movementsOf(order.id)).toMatchObject([
      { type: 'charge', amount: 2_620, currency: 'GBP' },
    ]);
    expect([await shop.stockOf(cup), await shop.stockOf(plate)]).toEqual([1, 4]);
  });

  it('of the cart empties it', async () => {
    const own = await shop.aCustomer();
    await own.http.put(`/api/cart/items/${product.id}`, { json: { quantity: 3 } });

    const order = await own.order({});

    expect(order).toMatchObject({ status: 'confirmed', items: [{ productId: product.id, quantity: 3 }] });
    expect((await own.http.get<Cart>('/api/cart')).body.items).toEqual([]);
  });

  it('of named items leaves the cart as it is', async () => {
    const own = await shop.aCustomer();
    await own.http.put(`/api/cart/items/${product.id}`, { json: { quantity: 3 } });

    await own.order({ items: lines(await shop.aProduct()) });

    expect((await own.http.get<Cart>('/api/cart')).body.items).toMatchObject([{ quantity: 3 }]);
  });

  it('takes the prices of the moment it is accepted', async () => {
    const own = await shop.aCustomer();
    const changing = await shop.aProduct({ price: 1_000 });
    await own.http.put(`/api/cart/items/${changing.id}`, { json: { quantity: 2 } });
    await shop.admin.patch(`/api/admin/products/${changing.id}`, {
      json: { price: { amount: 1_500, currency: 'GBP' }, name: 'Renamed' },
    });

    const order = await own.order({});
    await shop.admin.patch(`/api/admin/products/${changing.id}`, {
      json: { price: { amount: 7, currency: 'GBP' } },
    });

    expect(order).toMatchObject({
      total: { amount: 3_000 },
      items: [{ unitPrice: { amount: 1_500 }, name: 'Renamed' }],
    });
    expect((await own.http.get(`/api/orders/${order.id}`)).body).toEqual(order);
    expect(await shop.provider.movementsOf(order.id)).toMatchObject([{ amount: 3_000 }]);
  });

  it('can be as large as the contract allows', async () => {
    const dearest = await shop.aProduct({ price: 100_000_000, stock: 10_000 });

    const order = await buyer.order({ items: [{ productId: dearest.id, quantity: 10_000 }] });

    expect(order).toMatchObject({ status: 'confirmed', total: { amount: 1_000_000_000_000 } });
    expectPaidExactly(order, await shop.provider.movementsOf(order.id));
    expect(await shop.stockOf(dearest)).toBe(0);
  });

  it('can have 500 lines', async () => {
    const category = aCategory();
    const rows = Array.from({ length: 500 }, () => JSON.stringify(aProductBody({ category })));
    const imported = await shop.admin.post<ImportReport>('/api/admin/products/import', {
      raw: rows.join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(imported.body).toEqual({ imported: 500, refused: [] });
    const products = await walk<ProductSummary>(shop.anyone, '/api/products', { category, limit: 100 });

    const order = await buyer.order({ items: lines(...products) });

    expect(order).toMatchObject({ status: 'confirmed', total: { amount: 500 * 1_299 } });
    expect(order.items).toHaveLength(500);
  });
});

describe('an order that is refused', () => {
  it.each([
    ['no items and an empty cart', () => ({ payment: card })],
    ['an empty list of items', () => ({ items: [], payment: card })],
  ])('has %s', async (_, body) => {
    const own = await shop.aCustomer();

    expectProblem(await post(own, body()), 400, 'order_empty');
  });

  it.each<[string, () => object, string | undefined]>([
    ['no payment', () => ({ items: lines(product) }), 'payment'],
    ['a null payment', () => ({ items: lines(product), payment: null }), 'payment'],
    ['a list for a payment', () => ({ items: lines(product), payment: [card] }), 'payment'],
    [
      'another method',
      () => ({ items: lines(product), payment: { ...card, method: 'cash' } }),
      'payment.method',
    ],
    ['no method', () => ({ items: lines(product), payment: { token: 'tok_visa' } }), 'payment.method'],
    ['no card token', () => ({ items: lines(product), payment: { method: 'card' } }), 'payment.token'],
    [
      'an empty card token',
      () => ({ items: lines(product), payment: { ...card, token: '' } }),
      'payment.token',
    ],
    [
      'a number for a card token',
      () => ({ items: lines(product), payment: { ...card, token: 4242 } }),
      'payment.token',
    ],
    [
      'an overlong card token',
      () => ({ items: lines(product), payment: { ...card, token: 't'.repeat(5_000) } }),
      'payment.token',
    ],
    [
      'an amount in its payment',
      () => ({ items: lines(product), payment: { ...card, amount: 1 } }),
      undefined,
    ],
    ['a status', () => ({ items: lines(product), payment: card, status: 'confirmed' }), undefined],
    [
      'a total',
      () => ({ items: lines(product), payment: card, total: { amount: 1, currency: 'GBP' } }),
      undefined,
    ],
    [
      'another customer',
      () => ({ items: lines(product), payment: card, customerId: randomUUID() }),
      undefined,
    ],
    [
      'a price of its own',
      () => ({ items: [{ ...lines(product)[0], unitPrice: { amount: 1, currency: 'GBP' } }], payment: card }),
      undefined,
    ],
    ['an object for items', () => ({ items: { 0: lines(product)[0] }, payment: card }), 'items'],
    ['null for items', () => ({ items: null, payment: card }), 'items'],
    ['a null line', () => ({ items: [null], payment: card }), 'items.0'],
    ['no product in a line', () => ({ items: [{ quantity: 1 }], payment: card }), 'items.0.productId'],
    [
      'no quantity in a line',
      () => ({ items: [{ productId: product.id }], payment: card }),
      'items.0.quantity',
    ],
    [
      'a product that is no id',
      () => ({ items: [{ productId: 'x', quantity: 1 }], payment: card }),
      'items.0.productId',
    ],
    [
      'a list for a product',
      () => ({ items: [{ productId: [product.id], quantity: 1 }], payment: card }),
      'items.0.productId',
    ],
    ['the same product twice', () => ({ items: lines(product, product), payment: card }), undefined],
    [
      'the same product twice in other letters',
      () => ({
        items: [...lines(product), { productId: product.id.toUpperCase(), quantity: 1 }],
        payment: card,
      }),
      undefined,
    ],
    [
      '501 lines',
      () => ({ items: Array.from({ length: 501 }, () => lines({ id: randomUUID() })[0]), payment: card }),
      'items',
    ],
  ])('has %s', async (_, body, path) => {
    expectInvalid(await post(buyer, body()), path);
  });

  it.each(WRONG_QUANTITIES)('has %s for a quantity', async (_, quantity) => {
    const raw = `{"items":[{"productId":"${product.id}","quantity":${quantity}}],"payment":${JSON.stringify(card)}}`;

    const answer = await buyer.http.post('/api/orders', {
      raw,
      headers: { 'content-type': 'application/json', 'idempotency-key': aKey() },
    });

    expectInvalid(answer, 'items.0.quantity');
  });

  it('has a prototype', async () => {
    const raw = `{"__proto__":{"status":"confirmed"},"items":${JSON.stringify(lines(product))},"payment":${JSON.stringify(card)}}`;

    const answer = await buyer.http.post('/api/orders', {
      raw,
      headers: { 'content-type': 'application/json', 'idempotency-key': aKey() },
    });

    expect(answer.status).toBe(400);
  });

  it('has more than 256 KiB', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': aKey() };
    const text = JSON.stringify({ items: lines(product), payment: card });

    expectProblem(
      await buyer.http.post('/api/orders', { raw: text.padEnd(MOST_BYTES + 1_024), headers }),
      413,
      'body_too_large',
    );
    expect((await buyer.http.post('/api/orders', { raw: text.padEnd(MOST_BYTES), headers })).status).toBe(
      201,
    );
  });

  it('has no token', async () => {
    expectProblem(
      await shop.anyone.post('/api/orders', {
        json: { items: lines(product), payment: card },
        headers: { 'idempotency-key': aKey() },
      }),
      401,
      'unauthenticated',
    );
  });
});

describe('an order that is rejected', () => {
  it('asks for more than there is, and takes nothing', async () => {
    const [scarce, plenty] = await Promise.all([shop.aProduct({ stock: 2 }), shop.aProduct({ stock: 50 })]);

    const order = await buyer.order({
      items: [
        { productId: plenty.id, quantity: 5 },
        { productId: scarce.id, quantity: 3 },
      ],
    });

    expect(order).toMatchObject({ status: 'rejected', failure: { code: 'out_of_stock' } });
    await Promise.all([shop.untilStock(plenty, 50), shop.untilStock(scarce, 2)]);
    expect(await shop.provider.movementsOf(order.id)).toEqual([]);
  });

  it.each(['tok_chargeDeclined', 'tok_insufficientFunds'])(
    'is paid by %s, and returns its stock',
    async (token) => {
      const wanted = await shop.aProduct({ stock: 4 });

      const order = await buyer.order({ items: [{ productId: wanted.id, quantity: 3 }], card: token });

      expect(order).toMatchObject({ status: 'rejected', failure: { code: 'payment_declined' } });
      expect(Object.keys(order.failure!)).toEqual(['code']);
      await shop.untilStock(wanted, 4);
      expect(await shop.provider.movementsOf(order.id)).toEqual([]);
    },
  );

  it('has a product that does not exist, where the shop did not say so at once', async () => {
    const answer = await buyer.place({
      items: [...lines(product), { productId: randomUUID(), quantity: 1 }],
    });

    if (answer.status === 201) {
      expect(await buyer.untilFinal(answer.body)).toMatchObject({
        status: 'rejected',
        failure: { code: 'product_unavailable' },
      });
    } else {
      expectProblem(answer, 409, 'product_unavailable');
    }
  });
});

describe('an idempotency key', () => {
  it('is needed', async () => {
    expectProblem(
      await post(buyer, { items: lines(product), payment: card }, {}),
      400,
      'idempotency_key_missing',
    );
  });

  it.each([
    '',
    'a',
    'sevench',
    'x'.repeat(65),
    'with space',
    'semi;colon',
    'dot.dot.dot',
    'slash/slash',
    '"quoted"',
  ])('can not be "%s"', async (key) => {
    const answer = await post(buyer, { items: lines(product), payment: card }, { 'idempotency-key': key });

    expect(answer.status).toBe(400);
  });

  it.each(['abcDEF_-', 'x'.repeat(64), '12345678'])('can be "%s"', async (key) => {
    const own = await shop.aCustomer();

    expect((await own.place({ items: lines(product), key })).status).toBe(201);
  });

  it('sent again with the same body gives the same order', async () => {
    const key = aKey();
    const first = await buyer.place({ items: lines(product), key });
    const final = await buyer.untilFinal(first.body);

    const again = await buyer.place({ items: lines(product), key });

    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(again.body).toEqual(final);
    expect(await shop.provider.movementsOf(final.id)).toHaveLength(1);
  });

  it('sent again gives the same order, also where that emptied the cart', async () => {
    const own = await shop.aCustomer();
    const key = aKey();
    await own.http.put(`/api/cart/items/${product.id}`, { json: { quantity: 1 } });
    const first = await own.place({ key });

    const again = await own.place({ key });

    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.id).toBe(first.body.id);
  });

  it('sent again gives the same rejected order', async () => {
    const key = aKey();
    const wishes = { items: lines(product), card: 'tok_chargeDeclined', key };
    const first = await buyer.order(wishes);

    expect((await buyer.place(wishes)).body).toEqual(first);
  });

  it('of a request that was refused can still be used', async () => {
    const key = aKey();
    await post(buyer, { items: lines(product) }, { 'idempotency-key': key });

    const answer = await buyer.place({ items: lines(product), key });

    expect(answer.status).toBe(201);
    expect(answer.headers['idempotency-replayed']).toBeUndefined();
  });

  it('posted 50 times at once makes one order and one charge', async () => {
    const key = aKey();
    const wanted = await shop.aProduct({ stock: 50 });
    const items = [{ productId: wanted.id, quantity: 2 }];

    const answers = await Promise.all(Array.from({ length: 50 }, () => buyer.place({ items, key })));

    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(49);
    const order = await buyer.untilFinal(answers[0]!.body);
    expect(order.status).toBe('confirmed');
    expect(await shop.provider.movementsOf(order.id)).toHaveLength(1);
    expect(await shop.stockOf(wanted)).toBe(48);
  });

  it('with another body is refused', async () => {
    const key = aKey();
    await buyer.order({ items: lines(product), key });

    const other = { items: [{ productId: product.id, quantity: 2 }], key };
    expectProblem(await buyer.place(other), 409, 'idempotency_key_reused');
    expectProblem(
      await buyer.place({ items: lines(product), card: 'tok_other', key }),
      409,
      'idempotency_key_reused',
    );
  });

  it('of another customer is another key', async () => {
    const key = aKey();
    const other = await shop.aCustomer();

    const mine = await buyer.place({ items: lines(product), key });
    const theirs = await other.place({ items: lines(product), key });

    expect(theirs.status).toBe(201);
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    expect(theirs.body.id).not.toBe(mine.body.id);
  });
});

describe('reading orders', () => {
  it('shows the own ones, newest first, each once', async () => {
    const own = await shop.aCustomer();
    const placed: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) placed.push((await own.order({ items: lines(product) })).id);

    const walked = await walk<Order>(own.http, '/api/orders', { limit: 2 });

    expect(walked.map(({ id }) => id)).toEqual(placed.toReversed());
    expect(walked[0]).toEqual((await own.http.get(`/api/orders/${placed.at(-1)}`)).body);
  });

  it('shows none to a new customer', async () => {
    const own = await shop.aCustomer();

    expect((await own.http.get('/api/orders')).body).toEqual({ items: [], next: null });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'many'],
    ['after', 'nonsense'],
    ['after', Buffer.from('{"a":1}').toString('base64url')],
  ])('refuses the %s "%s"', async (name, value) => {
    expect((await buyer.http.get('/api/orders', { query: { [name]: value } })).status).toBe(400);
  });

  it.each(WRONG_IDS)('finds no order by %s', async (id) => {
    expectProblem(await buyer.http.get(`/api/orders/${id}`), 404, 'order_not_found');
    expectProblem(await buyer.http.post(`/api/orders/${id}/cancel`), 404, 'order_not_found');
    expectProblem(await buyer.http.get(`/api/orders/${id}/events`), 404, 'order_not_found');
  });

  it("hides another's order, and lets nobody else cancel it", async () => {
    const order = await buyer.order({ items: lines(product) });
    const other = await shop.aCustomer();

    for (const stranger of [other.http, shop.admin]) {
      expectProblem(await stranger.get(`/api/orders/${order.id}`), 404, 'order_not_found');
      expectProblem(await stranger.post(`/api/orders/${order.id}/cancel`), 404, 'order_not_found');
      expectProblem(await stranger.get(`/api/orders/${order.id}/events`), 404, 'order_not_found');
    }
    expect((await other.http.get('/api/orders')).body).toEqual({ items: [], next: null });
    expect((await buyer.http.get<Order>(`/api/orders/${order.id}`)).body.status).toBe('confirmed');
  });

  it('needs a token', async () => {
    const order = await buyer.order({ items: lines(product) });

    expectProblem(await shop.anyone.get('/api/orders'), 401, 'unauthenticated');
    expectProblem(await shop.anyone.get(`/api/orders/${order.id}`), 401, 'unauthenticated');
    expectProblem(await shop.anyone.get(`/api/orders/${order.id}/events`), 401, 'unauthenticated');
    expectProblem(await shop.anyone.post(`/api/orders/${order.id}/cancel`), 401, 'unauthenticated');
  });
});

describe('200 buyers of the last 20 pieces', () => {
  it('get exactly 20, and the stock is never below nought', async () => {
    const last = await shop.aProduct({ stock: 20 });
    const buyers = await Promise.all(Array.from({ length: 10 }, () => shop.aCustomer()));
    const samples: number[] = [];
    let selling = true;
    const sampling = (async () => {
      while (selling) samples.push(await shop.stockOf(last));
    })();

    const orders = await Promise.all(
      Array.from({ length: 200 }, (_, nth) => buyers[nth % buyers.length]!.order({ items: lines(last) })),
    ).finally(() => (selling = false));
    await sampling;

    const confirmed = orders.filter(({ status }) => status === 'confirmed');
    expect(confirmed).toHaveLength(20);
    expect(orders.filter(({ failure }) => failure?.code === 'out_of_stock')).toHaveLength(180);
    expect(Math.min(...samples)).toBeGreaterThanOrEqual(0);
    expect(await shop.stockOf(last)).toBe(0);
    const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
    expect(movements).toHaveLength(20);
    for (const order of orders) expectPaidExactly(order, movements);
  });
});
