import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  gatewayOf,
  monolithBehindGateway,
  type GatewayDescription,
  type GatewayLimits,
} from '@twinshop/topologies';
import { problemOf, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import type { Answer } from './upstream.ts';

/** All of the monolith is on its way. */
const moving: GatewayDescription = {
  routes: gatewayOf(monolithBehindGateway).routes.map((route) => ({ ...route, movingTo: 'next' })),
};

const own =
  (status: number, words = `{"own":"words of ${status}"}`): Answer =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(words);
  };

const hasMoved = own(421);

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway(moving);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream('monolith').answer = hasMoved;
  gateway.upstream('next').answer = own(201, '{"done":true}');
  gateway.received();
});

const REQUESTS: [method: string, path: string][] = [
  ['POST', '/api/orders'],
  ['POST', '/api/orders/7/cancel?why=%2Fa%20b'],
  ['PUT', '/api/cart/items/%37'],
  ['DELETE', '/api/cart/items/7'],
  ['POST', '/api/admin/products'],
  ['PATCH', '/api/admin/products/7'],
  ['POST', '/api/sessions'],
  ['POST', '/api/customers'],
  ['GET', '/api/products?after=x%2B%3D'],
  ['GET', '/api/orders/7/events'],
];

describe('what the process says has moved', () => {
  it.each(REQUESTS)('is asked of the next one, once, as it came: %s %s', async (method, path) => {
    const reply = await gateway.call(method, path);
    expect(reply).toMatchObject({
      status: 201,
      text: '{"done":true}',
      headers: { 'x-served-by': 'next/1' },
    });
    expect(gateway.received()).toMatchObject([
      { process: 'monolith', method, url: path },
      { process: 'next', method, url: path },
    ]);
  });

  it.each([
    ['before it was read', hasMoved],
    [
      'after it was read',
      (async (request, response) => {
        await buffer(request);
        response.writeHead(421).end('{"own":"words"}');
      }) satisfies Answer,
    ],
  ])('has its whole body there, where it was refused %s', async (_, refuse) => {
    const bodies: Buffer[] = [];
    gateway.upstream('monolith').answer = refuse;
    gateway.upstream('next').answer = async (request, response) => {
      bodies.push(await buffer(request));
      response.end('{}');
    };
    const body = randomBytes(200 * 1024);
    expect(await gateway.call('POST', '/api/orders', { body })).toMatchObject({ status: 200 });
    expect(bodies.map((read) => read.equals(body))).toEqual([true]);
  });

  it('takes the client’s headers along, and none that are not the client’s to say', async () => {
    const said = {
      authorization: 'Bearer token',
      'idempotency-key': 'a-key-of-mine',
      'content-type': 'application/json',
      'x-request-id': 'mine',
    };
    const forged = {
      'x-service-token': 'forged',
      'x-deadline-ms': '999999999',
      'x-forwarded-for': '10.0.0.1',
    };
    const { headers } = await gateway.call('POST', '/api/orders', {
      headers: { ...said, ...forged },
      body: '{}',
    });
    expect(headers['x-request-id']).toBe('mine');
    const [first, second] = gateway.received().map((received) => received.headers);
    expect(second).toMatchObject({ ...said, 'x-deadline-ms': '15000', 'x-forwarded-for': '127.0.0.1' });
    expect(second).toMatchObject({ ...first, host: 'next' });
    expect(second).not.toHaveProperty('x-service-token');
  });

  it('has no deadline where a stream of events has none', async () => {
    await gateway.call('GET', '/api/orders/7/events');
    expect(gateway.received()[1]!.headers).not.toHaveProperty('x-deadline-ms');
  });

  it('comes back where the next one is not given it after all, with its whole body', async () => {
    const bodies: Buffer[] = [];
    const body = randomBytes(200 * 1024);
    gateway.upstream('next').answer = (request, response) => {
      gateway.upstream('monolith').answer = async (again, reply) => {
        bodies.push(await buffer(again));
        reply.end('{"done":"here"}');
      };
      return hasMoved(request, response);
    };
    expect(await gateway.call('POST', '/api/orders', { body })).toMatchObject({
      status: 200,
      text: '{"done":"here"}',
      headers: { 'x-served-by': 'monolith/1' },
    });
    expect(gateway.received().map(({ process }) => process)).toEqual(['monolith', 'monolith', 'next']);
    expect(bodies.map((read) => read.equals(body))).toEqual([true]);
  });

  it('is refused by a 421 where it has moved wherever it is asked for', async () => {
    gateway.upstream('next').answer = hasMoved;
    gateway.upstream('monolith').answer = own(421, '{"of":"the first"}');
    expect(await gateway.call('POST', '/api/orders')).toMatchObject({
      status: 421,
      text: '{"of":"the first"}',
    });
    expect(gateway.received()).toHaveLength(3);
  });

  it.each(REQUESTS)('is asked of the owner only, wherever that is: %s %s', async (method, path) => {
    await gateway.call(method, path);
    expect(gateway.received().map(({ headers }) => headers['x-owner-only'])).toEqual(['1', '1']);
  });

  it('is refused where it is an import, which can’t be sent twice', async () => {
    const reply = await gateway.call('POST', '/api/admin/products/import', { body: 'sku,name' });
    expect(reply).toMatchObject({ status: 421, text: '{"own":"words of 421"}' });
    expect(gateway.received()).toMatchObject([{ process: 'monolith' }]);
  });
});

describe('while a process is moving', () => {
  it.each([200, 400, 401, 403, 404, 409, 422, 503])('its own answers are passed on: %d', async (status) => {
    gateway.upstream('monolith').answer = own(status);
    expect(await gateway.call('POST', '/api/orders')).toMatchObject({
      status,
      text: `{"own":"words of ${status}"}`,
      headers: { 'x-served-by': 'monolith/1' },
    });
    expect(gateway.received()).toMatchObject([{ process: 'monolith' }]);
  });

  it.each([200, 400, 404, 409, 422, 503])('so are those of the next one: %d', async (status) => {
    gateway.upstream('next').answer = own(status);
    expect(await gateway.call('POST', '/api/orders')).toMatchObject({
      status,
      text: `{"own":"words of ${status}"}`,
      headers: { 'x-served-by': 'next/1' },
    });
  });

  it.each(['monolith', 'next'])(
    'an error inside %s says in the gateway’s words what it says in its own',
    async (name) => {
      gateway.upstream(name).answer = own(500);
      expect(problemOf(await gateway.call('POST', '/api/orders'))).toEqual({
        status: 500,
        code: 'internal_error',
      });
    },
  );

  it.each(['monolith', 'next'])('%s may be away, which a client may ask again', async (name) => {
    await gateway.upstream(name).stop();
    const reply = await gateway.call('POST', '/api/orders', { body: '{}' });
    await gateway.upstream(name).start();
    expect(problemOf(reply)).toEqual({ status: 502, code: 'unavailable' });
    expect(reply.headers).toMatchObject({ 'retry-after': '1' });
  });

  it('a body that is too large is refused in the words of the shop', async () => {
    const reply = await gateway.call('POST', '/api/orders', { body: 'x'.repeat(256 * 1024 + 1) });
    expect(problemOf(reply)).toEqual({ status: 413, code: 'body_too_large' });
    expect(gateway.received()).toEqual([]);
  });
});

describe('within limits,', () => {
  let limited: GatewayUnderTest | undefined;
  const start = async (limits: Partial<GatewayLimits>): Promise<GatewayUnderTest> => {
    limited = await startGateway({ ...moving, limits });
    limited.upstream('monolith').answer = hasMoved;
    return limited;
  };
  afterEach(async () => {
    await limited?.stop();
    limited = undefined;
  });

  it('what moves counts once', async () => {
    const gateway = await start({ signIns: { perSecond: 1, burst: 4 } });
    const replies = await Promise.all(Array.from({ length: 5 }, () => gateway.call('POST', '/api/sessions')));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(problemOf(await gateway.call('POST', '/api/sessions'))).toEqual({
      status: 429,
      code: 'rate_limited',
    });
  });

  it.each(['monolith', 'next'])('%s may be too slow', async (name) => {
    const gateway = await start({ answerWithinMs: 100 });
    gateway.upstream(name).answer = () => undefined;
    expect(problemOf(await gateway.call('POST', '/api/orders'))).toEqual({
      status: 504,
      code: 'unavailable',
    });
  });
});

describe('without any of this', () => {
  it('nobody is asked for the owner only, whatever the client says', async () => {
    const gateway = await startGateway();
    await gateway.call('GET', '/api/products', { headers: { 'x-owner-only': '1' } });
    expect(gateway.received()[0]!.headers).not.toHaveProperty('x-owner-only');
    await gateway.stop();
  });

  it('the client sees that it has moved, where no route says where to', async () => {
    const gateway = await startGateway();
    gateway.answerWith(hasMoved);
    const reply = await gateway.call('POST', '/api/orders', { body: '{}' });
    await gateway.stop();
    expect(reply).toMatchObject({ status: 421, text: '{"own":"words of 421"}' });
  });

  it('what nginx refuses would have its own words, where these are not named again', async () => {
    const gateway = await startGateway(moving, {
      broken: (files) => ({
        ...files,
        'moving.conf': files['moving.conf']!.replaceAll(/^error_page.*$/gm, ''),
      }),
    });
    const reply = await gateway.call('POST', '/api/orders', { body: 'x'.repeat(256 * 1024 + 1) });
    await gateway.stop();
    expect(() => problemOf(reply)).toThrow('413 is text/html');
  });
});
