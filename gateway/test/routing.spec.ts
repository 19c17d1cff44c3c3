import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gatewayOf, monolithBehindGateway } from '@twinshop/topologies';
import { problemOf, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const id = randomUUID();

/** Every operation of the contract, and the pictures that products point to. */
const OPERATIONS: [process: string, method: string, path: string][] = [
  ['order', 'POST', '/api/customers'],
  ['order', 'POST', '/api/sessions'],
  ['order', 'GET', '/api/customers/me'],
  ['catalog', 'GET', '/api/categories'],
  ['catalog', 'GET', '/api/products'],
  ['catalog', 'GET', '/api/products?limit=20&q=a%2Fb%20..%2f..%00&sort=-price'],
  ['catalog', 'GET', `/api/products/${id}`],
  ['catalog', 'GET', `/api/products/${id}/related?limit=6`],
  ['recommendation', 'GET', '/api/recommendations?limit=10'],
  ['order', 'GET', '/api/cart'],
  ['order', 'PUT', `/api/cart/items/${id}`],
  ['order', 'DELETE', `/api/cart/items/${id}`],
  ['order', 'POST', '/api/orders'],
  ['order', 'GET', '/api/orders?limit=20&after=CURSOR'],
  ['order', 'GET', `/api/orders/${id}`],
  ['order', 'GET', `/api/orders/${id}/events`],
  ['order', 'POST', `/api/orders/${id}/cancel`],
  ['catalog', 'POST', '/api/admin/products'],
  ['catalog', 'PATCH', `/api/admin/products/${id}`],
  ['catalog', 'POST', `/api/admin/products/${id}/stock`],
  ['catalog', 'POST', '/api/admin/products/import'],
  ['catalog', 'GET', '/images/products/lamp/0f3a.svg'],
  ['catalog', 'HEAD', '/api/products'],
];

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.received();
});

describe('a request', () => {
  it.each(OPERATIONS)('reaches %s: %s %s', async (process, method, path) => {
    const { status, headers } = await gateway.call(method, path);
    expect([status, headers['x-served-by']]).toEqual([200, `${process}/1`]);
    expect(gateway.received()).toMatchObject([{ process, method, url: path }]);
  });

  it.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/nothing'],
    ['POST', '/api/nothing'],
    ['GET', `/api/products/${id}/nothing`],
    ['GET', `/api/products/`],
    ['GET', '/api/admin'],
    ['GET', '/API/products'],
    ['GET', '/api/products;x=1'],
    ['GET', '/images/products/lamp'],
    ['GET', '/health/ready'],
    ['GET', '/internal/catalog/popular'],
    ['GET', '/fallback/recommendations'],
    ['GET', '/admin/queues'],
    ['TRACE', '/api/products'],
    ['POST', '/cart'],
  ])('that is for nobody reaches nobody: %s %s', async (method, path) => {
    expect(problemOf(await gateway.call(method, path))).toEqual({ status: 404, code: 'not_found' });
    expect(gateway.received()).toEqual([]);
  });

  it('in another spelling of the same letters reaches the same process', async () => {
    await gateway.call('GET', '/api/%70roducts');
    expect(gateway.received()).toMatchObject([{ process: 'catalog', url: '/api/%70roducts' }]);
  });

  it.each(['PROPFIND', 'PURGE', 'OPTIONS'])(
    'of an unusual method is for the process to answer: %s',
    async (method) => {
      await gateway.call(method, '/api/products');
      expect(gateway.received()).toMatchObject([{ process: 'catalog', method }]);
    },
  );
});

describe('the monolith behind the gateway', () => {
  it('is reached by all of it', async () => {
    const before = await startGateway(gatewayOf(monolithBehindGateway));
    try {
      for (const [, method, path] of OPERATIONS) await before.call(method, path);
      expect(before.received()).toMatchObject(
        OPERATIONS.map(([, method, url]) => ({ process: 'monolith', method, url })),
      );
    } finally {
      await before.stop();
    }
  });
});

describe('the internal port', () => {
  it.each(['/health/live', '/health/ready'])('says by %s that nginx is there', async (path) => {
    expect((await fetch(`${gateway.operationsUrl}${path}`)).status).toBe(200);
  });

  it('counts connections for Prometheus', async () => {
    const metrics = await (await fetch(`${gateway.operationsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^nginx_connections\{state="active"\} \d+$/m);
  });

  it('has nothing of the shop', async () => {
    expect((await fetch(`${gateway.operationsUrl}/api/products`)).status).toBe(404);
  });
});
