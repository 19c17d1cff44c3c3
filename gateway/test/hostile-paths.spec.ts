import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf, startGateway, theServices, type GatewayUnderTest } from './gateway-under-test.ts';
import { get, sendRaw, statusOf } from './raw.ts';
import type { Received } from './upstream.ts';

const INSIDE = [
  'internal/catalog/popular',
  'fallback/recommendations',
  'health/ready',
  'metrics',
  'queues',
  'dead-letters',
  'projection',
];

const depth = (path: string): number => path.split('/').length;

/** Ways to spell a path so that one reader sees it, and another does not. */
const SPELLINGS: ((inside: string) => string)[] = [
  (inside) => `/${inside}`,
  (inside) => `//${inside}`,
  (inside) => `/./${inside}`,
  (inside) => `/${inside}/`,
  (inside) => `/${inside};x=1`,
  (inside) => `/;/${inside}`,
  (inside) => `/${inside}?x`,
  (inside) => `/${inside}#x`,
  (inside) => `/${inside}%00`,
  (inside) => `/${inside}%20`,
  (inside) => `/${inside}%0a`,
  (inside) => `/${inside.toUpperCase()}`,
  (inside) => `/%${inside.charCodeAt(0).toString(16)}${inside.slice(1)}`,
  (inside) => `/%25${inside.charCodeAt(0).toString(16)}${inside.slice(1)}`,
  (inside) => `/${inside.replaceAll('/', '%2f')}`,
  (inside) => `/${inside.replaceAll('/', '//')}`,
  (inside) => `\\${inside}`,
  (inside) => `/\\${inside}`,
  (inside) => `/api/../${inside}`,
  (inside) => `/api/%2e%2e/${inside}`,
  (inside) => `/api/.%2e/${inside}`,
  (inside) => `/api/..%2f${inside}`,
  (inside) => `/api/..%5c${inside}`,
  (inside) => `/api/..;/${inside}`,
  (inside) => `/api/products/../../${inside}`,
  (inside) => `/api/products/%2e%2e/%2e%2e/${inside}`,
  (inside) => `/api/products/..%2f..%2f${inside}`,
  (inside) => `/api/products/..%2F..%2F${inside.replaceAll('/', '%2F')}`,
  (inside) => `/api/products/..%252f..%252f${inside}`,
  (inside) => `/api/products/..%5c..%5c${inside.replaceAll('/', '%5c')}`,
  (inside) => `/api/products/..\\..\\${inside.replaceAll('/', '\\')}`,
  (inside) => `/api/products/%c0%ae%c0%ae/${inside}`,
  (inside) => `/api/products/..;/..;/${inside}`,
  (inside) => `/assets/../${inside}`,
  (inside) => `/assets/..%2f${inside}`,
  (inside) => `/images/products/../../${inside}`,
  (inside) => `/images/products/..%2f..%2f${inside}/x`,
  // From the inside out: nginx would see the API, the process what stands before it.
  (inside) => `/${inside}${'/..'.repeat(depth(inside))}/api/products`,
  (inside) => `/${inside}${'/%2e%2e'.repeat(depth(inside))}/api/products`,
  (inside) => `/${inside}/..${'%2f..'.repeat(depth(inside) - 1)}%2fapi%2fproducts`,
  (inside) => `/${inside}/.%2f..${'%2f..'.repeat(depth(inside) - 1)}%2fapi/products`,
  (inside) => `http://shop/${inside}`,
  (inside) => `http://127.0.0.1/api/../${inside}`,
  (inside) => `https://order/${inside}`,
  (inside) => `//order/${inside}`,
  (inside) => inside,
  (inside) => `*/${inside}`,
  (inside) => `/api/products HTTP/1.1\r\nHost: x\r\n\r\nGET /${inside}`,
];

/** What Fastify's router makes of a URL: cut at the query, decoded, but for an encoded slash. */
const asRouted = (url: string): string => {
  const path = url.split(/[?;#]/, 1)[0]!;
  try {
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252f'));
  } catch {
    return path;
  }
};

const isInside = ({ url }: Received): boolean =>
  !/^\/(api|images\/products)\//.test(asRouted(url)) || /\/\.\.?(\/|$)/.test(asRouted(url));

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.received();
});

describe.each(INSIDE)('the inside at %s', (inside) => {
  it('is not reached, however it is spelt', async () => {
    for (const spell of SPELLINGS) {
      const target = spell(inside);
      const answer = await sendRaw(gateway.port, get(target));
      expect([target, gateway.received().filter(isInside)]).toEqual([target, []]);
      expect([target, [200, 400, 404]]).toEqual([
        target,
        expect.arrayContaining([statusOf(answer)]) as unknown,
      ]);
    }
  });

  it('is not reached by headers that name another path', async () => {
    for (const header of ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix', 'X-Accel-Redirect']) {
      await sendRaw(gateway.port, get('/api/products', `${header}: /${inside}`));
      expect(gateway.received()).toMatchObject([{ url: '/api/products' }]);
    }
  });
});

describe('an id that is odd', () => {
  const ODD = ['%00', '..', '.', '%2e%2e', '..%2f..%2fetc%2fpasswd', 'a%2fb', 'a\\b', '%5c', '%0d%0aX:1'];

  it.each(ODD)('names no product: %s', async (id) => {
    for (const [method, path] of [
      ['GET', `/api/products/${id}`],
      ['GET', `/api/products/${id}?x=1`],
      ['GET', `/api/products/${id}/related`],
      ['PATCH', `/api/admin/products/${id}`],
      ['POST', `/api/admin/products/${id}/stock`],
      ['PUT', `/api/cart/items/${id}`],
    ] as const) {
      expect(problemOf(await gateway.call(method, path))).toEqual({ status: 404, code: 'product_not_found' });
    }
    expect(gateway.received()).toEqual([]);
  });

  it.each(ODD)('names no order: %s', async (id) => {
    for (const [method, path] of [
      ['GET', `/api/orders/${id}`],
      ['GET', `/api/orders/${id}/events`],
      ['POST', `/api/orders/${id}/cancel`],
    ] as const) {
      expect(problemOf(await gateway.call(method, path))).toEqual({ status: 404, code: 'order_not_found' });
    }
    expect(gateway.received()).toEqual([]);
  });

  it.each(['nonsense', '-1', "1'%20OR%20'1'='1", 'x'.repeat(300), '%F0%9F%9B%92', 'a.b', '%25', 'a;b'])(
    'but harmless is for the process to judge: %s',
    async (id) => {
      await gateway.call('GET', `/api/products/${id}`);
      expect(gateway.received()).toMatchObject([{ process: 'catalog', url: `/api/products/${id}` }]);
    },
  );
});

describe('without the look at the path as it was sent', () => {
  it('the inside would be reached', async () => {
    const open = await startGateway(theServices, {
      broken: (files) => ({
        ...files,
        'request.conf': files['request.conf']!.replaceAll(/ 1;$/gm, ' 0;'),
      }),
    });
    try {
      for (const spell of SPELLINGS) await sendRaw(open.port, get(spell('internal/catalog/popular')));
      expect(open.received().filter(isInside)).not.toEqual([]);
    } finally {
      await open.stop();
    }
  });
});
