import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '@twinshop/platform/values';
import { startProvider, type Provider } from './provider.ts';
import { prepare, Shop, type Surroundings } from './shop.ts';

const OPERATIONS = [
  'POST /api/customers',
  'POST /api/sessions',
  'GET /api/customers/me',
  'GET /api/categories',
  'GET /api/products',
  'GET /api/products/{id}',
  'GET /api/products/{id}/related',
  'GET /api/recommendations',
  'GET /api/cart',
  'PUT /api/cart/items/{productId}',
  'DELETE /api/cart/items/{productId}',
  'POST /api/orders',
  'GET /api/orders',
  'GET /api/orders/{id}',
  'GET /api/orders/{id}/events',
  'POST /api/orders/{id}/cancel',
  'POST /api/admin/products',
  'PATCH /api/admin/products/{id}',
  'POST /api/admin/products/{id}/stock',
  'POST /api/admin/products/import',
];

const HTML = { accept: 'text/html,application/xhtml+xml' };

describe('the monolith over HTTP', () => {
  let provider: Provider;
  let around: Surroundings;
  let shop: Shop;
  let storefront: string;

  beforeAll(async () => {
    provider = await startProvider();
    around = await prepare(provider.url);
    storefront = await mkdtemp(path.join(tmpdir(), 'twinshop-storefront-'));
    await mkdir(path.join(storefront, 'assets'));
    await writeFile(path.join(storefront, 'index.html'), '<!doctype html><title>Shop</title>');
    await copyFile(
      new URL('../../storefront/public/pages.json', `file://${__dirname}/`),
      path.join(storefront, 'pages.json'),
    );
    await writeFile(path.join(storefront, 'assets', 'main-1a2b.js'), 'shop()');
    await writeFile(path.join(storefront, 'notes.txt'), 'not for the public');
    shop = await Shop.start({ ...around, config: { ...around.config, STOREFRONT_DIR: storefront } });
  });
  afterAll(async () => {
    await shop.stop();
    await around.remove();
    await provider.stop();
    await rm(storefront, { recursive: true });
  });

  it('sells: from a new product to a cancelled order, every module in turn', async () => {
    const chair = await shop.product('SMOKE-1', 5);
    expect((await shop.call('GET', `/api/products/${chair}`)).body).toMatchObject({ id: chair, stock: 5 });
    expect((await shop.call('GET', '/api/products?q=chairs&sort=price')).body).toMatchObject({
      items: [{ id: chair }],
    });
    expect((await shop.call('GET', '/api/categories')).body).toEqual({
      items: [{ slug: 'chairs', name: 'Chairs', products: 1 }],
    });

    const token = await shop.customer('smoke@shop.test');
    const cart = await shop.call('PUT', `/api/cart/items/${chair}`, { token, body: { quantity: 2 } });
    expect(cart.body).toMatchObject({ total: { amount: 2_598, currency: 'GBP' } });
    const placed = await shop.call<{ id: string; status: string }>('POST', '/api/orders', {
      token,
      headers: { 'idempotency-key': 'smoke-order' },
      body: { payment: { method: 'card', token: 'tok_visa' } },
    });
    expect([placed.status, placed.body.status]).toEqual([201, 'confirmed']);
    expect(placed.headers['location']).toBe(`/api/orders/${placed.body.id}`);
    expect((await shop.call('GET', '/api/cart', { token })).body).toMatchObject({ items: [] });
    expect((await shop.call('GET', '/api/orders', { token })).body).toMatchObject({
      items: [{ id: placed.body.id }],
    });

    const events = await shop.call('GET', `/api/orders/${placed.body.id}/events`, { token });
    expect(events.headers['content-type']).toContain('text/event-stream');
    expect(events.text).toContain('event: status');
    expect(events.text).toContain('"status":"confirmed"');

    expect((await shop.call('GET', `/api/products/${chair}/related`)).status).toBe(200);
    expect((await shop.call('GET', '/api/recommendations', { token })).body).toMatchObject({
      source: 'recommendations',
    });
    expect((await shop.call('POST', `/api/orders/${placed.body.id}/cancel`, { token })).body).toMatchObject({
      status: 'cancelled',
    });
    expect((await shop.call('GET', `/api/products/${chair}`)).body).toMatchObject({ stock: 5 });
    expect((await provider.movements(placed.body.id)).map(({ type }) => type)).toEqual(['charge', 'refund']);
  });

  it('keeps one customer’s orders from another, and the catalogue from both', async () => {
    const chair = await shop.product('SMOKE-2', 5);
    const owner = await shop.customer('owner@shop.test');
    const other = await shop.customer('other@shop.test');
    const { body: order } = await shop.order(owner, 'mine-alone', [chair, 1]);
    for (const [method, url] of [
      ['GET', `/api/orders/${order.id}`],
      ['GET', `/api/orders/${order.id}/events`],
      ['POST', `/api/orders/${order.id}/cancel`],
    ] as const) {
      expect((await shop.call(method, url, { token: other })).body).toMatchObject({
        status: 404,
        code: 'order_not_found',
      });
      expect((await shop.call(method, url)).body).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
    const stock = { token: other, headers: { 'idempotency-key': 'more-stock' }, body: { delta: 5 } };
    expect((await shop.call('POST', `/api/admin/products/${chair}/stock`, stock)).body).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  it('takes an id that is none for one that does not exist', async () => {
    const token = await shop.signIn();
    for (const id of ['7', 'null', '..%2f', newId(), `${newId()}'`, 'x'.repeat(400)]) {
      expect((await shop.call('GET', `/api/products/${id}`)).status).toBe(404);
      expect((await shop.call('GET', `/api/orders/${id}`, { token })).status).toBe(404);
      expect(
        (await shop.call('PATCH', `/api/admin/products/${id}`, { token, body: { name: 'x' } })).status,
      ).toBe(404);
    }
  });

  it('documents every operation of the contract, and no other', async () => {
    const { body } = await shop.call<{ paths: Record<string, object> }>('GET', '/api/openapi.json');
    const documented = Object.entries(body.paths).flatMap(([where, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${where}`),
    );
    expect(documented.sort()).toEqual([...OPERATIONS].sort());
  });

  it.each(['/health/live', '/health/ready', '/metrics', '/api/health/ready', '/health%2flive', '//metrics'])(
    'has nothing of its inside at %s on the public port',
    async (inside) => {
      expect((await shop.call('GET', inside)).status).toBe(404);
    },
  );

  describe('serves the storefront', () => {
    it.each([
      '/',
      '/products',
      `/products/${newId()}`,
      '/sign-in',
      '/sign-up',
      '/cart',
      '/checkout',
      '/orders',
      '/orders/7',
    ])('as one page at %s', async (where) => {
      const answer = await shop.call('GET', where, { headers: HTML });
      expect([answer.status, answer.text]).toEqual([200, '<!doctype html><title>Shop</title>']);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    });

    it('with assets that may be kept for ever', async () => {
      const answer = await shop.call('GET', '/assets/main-1a2b.js');
      expect([answer.status, answer.text]).toEqual([200, 'shop()']);
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    });

    it('as a page that says 404 to a person, where there is nothing', async () => {
      const answer = await shop.call('GET', '/no/such/page', { headers: HTML });
      expect([answer.status, answer.text]).toEqual([404, '<!doctype html><title>Shop</title>']);
    });

    it.each([
      '/no/such/page',
      '/api/no-such-thing',
      '/assets/gone-1a2b.js',
      '/assets/..%2findex.html',
      '/assets/%2e%2e/notes.txt',
      '/assets/../notes.txt',
      '/notes.txt',
      '/index.html',
      '/.env',
    ])('and says 404 to a program at %s', async (where) => {
      const answer = await shop.call('GET', where);
      expect([where, answer.status, answer.body['code']]).toEqual([where, 404, 'not_found']);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    });

    it('says 404 as a problem to anybody who asks the API for what it does not have', async () => {
      const answer = await shop.call('GET', '/api/no-such-thing', { headers: HTML });
      expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
    });
  });
});
