import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import type { GatewayDescription } from '@twinshop/topologies';
import { Client } from 'undici';
import type { GatewayFiles } from '../src/index.ts';
import { startGateway, theServices, type GatewayUnderTest } from './gateway-under-test.ts';
import { Upstream, type Received } from './upstream.ts';

let comparer: Upstream;
let gateway: GatewayUnderTest;

const mirroring = (share: number): GatewayDescription => ({
  ...theServices,
  routes: theServices.routes.map((route) => ({ ...route, mirrored: true })),
  mirror: { to: comparer.address, share },
});

beforeAll(async () => {
  comparer = new Upstream('comparer', 1);
  await comparer.start();
  gateway = await startGateway(mirroring(1));
});
afterAll(async () => {
  await gateway.stop();
  await comparer.stop();
});
beforeEach(() => {
  comparer.answer = (_, response) => void response.writeHead(204).end();
  comparer.received.splice(0);
});

async function copies(amount: number): Promise<readonly Received[]> {
  await eventually(() => comparer.received.length >= amount, { describe: `${amount} copies have come` });
  return comparer.received;
}

describe('a copy', () => {
  it.each([
    ['GET', '/api/products?limit=20&q=a%2Fb%20..%2f&sort=-price'],
    ['HEAD', '/api/products'],
    ['GET', '/api/products/%37'],
    ['GET', '/api/recommendations?limit=10'],
  ])('is made of what is read, as it came: %s %s', async (method, path) => {
    await gateway.call(method, path);
    expect(await copies(1)).toMatchObject([{ method, url: path }]);
  });

  it('has the token and nothing else of what the client said', async () => {
    await gateway.call('GET', '/api/cart', {
      headers: {
        authorization: 'Bearer token',
        cookie: 'a=b',
        accept: 'text/html',
        'x-service-token': 'forged',
      },
    });
    const [copy] = await copies(1);
    expect(copy!.headers).toEqual({ host: 'mirror', authorization: 'Bearer token' });
  });

  it('has no token where the client has none, and no body', async () => {
    await gateway.call('GET', '/api/products', { body: '{"of":"the client"}' });
    const [copy] = await copies(1);
    expect(copy!.headers).toEqual({ host: 'mirror' });
  });

  it('is not made of what is done, of streams, or of what no process answers', async () => {
    const others: [string, string][] = [
      ['POST', '/api/orders'],
      ['PUT', '/api/cart/items/7'],
      ['DELETE', '/api/cart/items/7'],
      ['PATCH', '/api/admin/products/7'],
      ['POST', '/api/admin/products/7/stock'],
      ['POST', '/api/admin/products/import'],
      ['POST', '/api/sessions'],
      ['OPTIONS', '/api/products'],
      ['GET', '/api/orders/7/events'],
      ['GET', '/api/openapi.json'],
      ['GET', '/internal/catalog/popular'],
      ['GET', '/health/ready'],
      ['GET', '/.mirror'],
      ['GET', '/assets/main-1a2b.js'],
      ['GET', '/'],
    ];
    for (const [method, path] of others) await gateway.call(method, path);
    await gateway.call('GET', '/api/products?last');
    await eventually(() => comparer.received.some(({ url }) => url === '/api/products?last'), {
      describe: 'the copy of the last request has come',
    });
    expect(comparer.received).toHaveLength(1);
  });

  it('is not made of a route that is not to be compared', async () => {
    const routes = theServices.routes.map((route) => ({ ...route, mirrored: route.to === 'catalog' }));
    const partly = await startGateway({ ...mirroring(1), routes });
    await partly.call('GET', '/api/cart');
    await partly.call('GET', '/api/products');
    expect(await copies(1)).toMatchObject([{ url: '/api/products' }]);
    await partly.stop();
  });
});

describe('a share of 0.3', () => {
  it('is about a third of the requests', async () => {
    const gateway = await startGateway(mirroring(0.3));
    await Promise.all(Array.from({ length: 1_000 }, () => gateway.call('GET', '/api/products')));
    await eventually(
      async () => {
        await gateway.call('GET', '/api/categories');
        return comparer.received.some(({ url }) => url === '/api/categories');
      },
      { describe: 'one of the last requests is in the sample' },
    );
    await gateway.stop();
    const { length } = comparer.received.filter(({ url }) => url === '/api/products');
    // Five standard deviations.
    expect(length).toBeGreaterThan(300 - 73);
    expect(length).toBeLessThan(300 + 73);
  });
});

describe('customers', () => {
  let watched: GatewayUnderTest | undefined;
  afterEach(async () => {
    await watched?.stop();
    watched = undefined;
  });

  /** Asks again and again on one connection. @returns the longest that an answer took, in milliseconds */
  const slowestOf = async (times: number, { port }: GatewayUnderTest): Promise<number> => {
    const client = new Client(`http://127.0.0.1:${port}`);
    let slowest = 0;
    for (let turn = 0; turn < times; turn += 1) {
      const began = performance.now();
      const { statusCode, body } = await client.request({ method: 'GET', path: '/api/products' });
      await body.dump();
      expect(statusCode).toBe(200);
      slowest = Math.max(slowest, performance.now() - began);
    }
    await client.close();
    return slowest;
  };

  it('do not wait for a comparer that hangs', async () => {
    watched = await startGateway(mirroring(1));
    comparer.answer = () => undefined;
    expect(await slowestOf(50, watched)).toBeLessThan(300);
    expect(comparer.received.length).toBeGreaterThan(0);
  });

  it('would wait, on connections that are kept, without the step between', async () => {
    watched = await startGateway(mirroring(1), { broken: atOnce });
    comparer.answer = () => undefined;
    expect(await slowestOf(50, watched)).toBeGreaterThan(400);
  });

  const atOnce = (files: GatewayFiles): GatewayFiles => ({
    ...files,
    'mirror/location.conf': files['mirror/location.conf']!.replace('http://copies', 'http://mirror'),
  });

  it('do not notice a comparer that is away, and neither does the log', async () => {
    await comparer.stop();
    watched = await startGateway(mirroring(1));
    expect(await slowestOf(200, watched)).toBeLessThan(300);
    await comparer.start();
    await eventually(
      async () => {
        await watched!.call('GET', '/api/categories');
        return comparer.received.length > 0;
      },
      { within: 10_000, describe: 'copies go to the comparer that is back' },
    );
    expect(watched.log()).toBe('');
  });

  it('get the process’s answer, whatever the comparer says', async () => {
    comparer.answer = (_, response) => void response.writeHead(500).end('x'.repeat(1_000_000));
    expect(await gateway.call('GET', '/api/products')).toMatchObject({
      status: 200,
      text: '{"url":"/api/products"}',
      headers: { 'x-served-by': 'catalog/1' },
    });
    await copies(1);
  });

  it('may ask as often as without copies', async () => {
    watched = await startGateway({ ...mirroring(1), limits: { requests: { perSecond: 1, burst: 9 } } });
    for (let turn = 0; turn < 10; turn += 1)
      expect((await watched.call('GET', '/api/products')).status).toBe(200);
    await copies(10);
  });
});
