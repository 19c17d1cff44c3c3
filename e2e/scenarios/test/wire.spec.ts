import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../src/expectations.ts';
import { HOSTILE_BODIES } from '../src/hostile.ts';
import { aKey, Shop, type Buyer } from '../src/shop.ts';

let shop: Shop;
let buyer: Buyer;

beforeAll(async () => {
  shop = await Shop.open();
  buyer = await shop.aCustomer();
});
afterAll(() => shop.close());

describe('X-Request-Id', () => {
  const sent = async (id: string) =>
    (await shop.anyone.get('/api/categories', { headers: { 'x-request-id': id } })).headers['x-request-id'];

  it.each([randomUUID(), 'abc-123_DEF', '4bf92f3577b34da6a3ce929d0e0e4736'])(
    "is the caller's: %s",
    async (id) => {
      expect(await sent(id)).toBe(id);
    },
  );

  it.each(['', 'two words', '<script>', 'x'.repeat(2_000), '"quoted"', 'a\tb'])(
    'is a new one in place of "%s"',
    async (id) => {
      expect(await sent(id)).toMatch(/^[A-Za-z0-9_-]{8,128}$/);
      expect(await sent(id)).not.toBe(id);
    },
  );

  it('is new for each request, and on errors too', async () => {
    const answers = await Promise.all([
      shop.anyone.get('/api/categories'),
      shop.anyone.get('/api/categories'),
      shop.anyone.get('/api/nothing'),
      shop.anyone.get('/api/cart'),
    ]);

    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
  });
});

describe('an unknown route', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/nothing'],
    ['POST', '/api/nothing'],
    ['GET', '/api/products/00000000-0000-4000-8000-000000000000/nothing'],
    ['GET', '/api/admin'],
    ['GET', '/api/customers'],
    ['GET', '/api/%2e%2e/%2e%2e/etc/passwd'],
    ['GET', '/api/../../etc/passwd'],
    ['DELETE', '/api/orders'],
    ['PUT', '/api/products'],
    ['PATCH', '/api/sessions'],
  ])('%s %s is a problem', async (method, path) => {
    const answer = await shop.anyone.call(method, path);

    expect([404, 405]).toContain(answer.status);
    if (answer.status === 404) expectProblem(answer, 404, 'not_found');
  });

  it('tells nothing of the inside', async () => {
    const { body } = await shop.anyone.get('/api/nothing');

    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts|\.js|stack|at /i);
  });
});

describe('an unusual method', () => {
  it.each(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'LINK'])('%s is answered', async (method) => {
    const answer = await shop.anyone.call(method, '/api/products');

    expect(answer.status).toBeLessThan(500);
    expect((await shop.anyone.get('/api/categories')).status).toBe(200);
  });
});

describe('a body', () => {
  const targets: [string, 'POST' | 'PUT' | 'PATCH', string][] = [
    ['a sign-up', 'POST', '/api/customers'],
    ['a sign-in', 'POST', '/api/sessions'],
    ['an order', 'POST', '/api/orders'],
  ];
  const json = () => ({ 'content-type': 'application/json', 'idempotency-key': aKey() });

  describe.each(targets)('of %s', (_, method, path) => {
    it.each(HOSTILE_BODIES)('is refused where it is %s', async (__, raw) => {
      expect((await buyer.http.call(method, path, { raw, headers: json() })).status).toBe(400);
    });

    it.each(['{"a":', '{"a":NaN}', '{"a":1,}', "{'a':1}", '\u0000', '{} {}'])(
      'is malformed where it is %j',
      async (raw) => {
        expectProblem(await buyer.http.call(method, path, { raw, headers: json() }), 400, 'malformed_body');
      },
    );

    it('is refused in another encoding than UTF-8', async () => {
      const raw = Buffer.concat([
        Buffer.from('{"email":"'),
        Buffer.from([0xff, 0xfe, 0xc3]),
        Buffer.from('"}'),
      ]);

      expect((await buyer.http.call(method, path, { raw, headers: json() })).status).toBe(400);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'x',
    ])('is refused as %s', async (type) => {
      const answer = await buyer.http.call(method, path, {
        raw: '{"email":"a@example.test"}',
        headers: { ...json(), 'content-type': type },
      });

      expect([400, 415]).toContain(answer.status);
    });

    it('is refused above 256 KiB', async () => {
      const answer = await buyer.http.call(method, path, {
        raw: '{"a":1}'.padEnd(257 * 1_024),
        headers: json(),
      });

      expectProblem(answer, 413, 'body_too_large');
    });
  });
});
