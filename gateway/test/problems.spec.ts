import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { get, sendRaw, statusOf } from './raw.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.received();
});

const codeIn = (answer: string): unknown =>
  (JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { code: unknown }).code;

describe('what nginx refuses by itself is a problem of the shop:', () => {
  it.each([
    ['a line that is no request', 'NONSENSE\r\n\r\n'],
    ['a version that nobody speaks', 'GET / HTTP/3.0\r\n\r\n'],
    ['no host', 'GET /api/products HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /api/products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['a host that is none', 'GET /api/products HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a path that is not encoded', get('/api/products/a b c')],
    ['an encoding that is none', get('/api/products/%zz')],
    ['a length that is none', get('/api/products', 'Content-Length: many')],
    [
      'two lengths',
      'POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    [
      'a length and chunks',
      'POST /api/orders HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'an encoding of the body that nobody knows',
      'POST /api/orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n',
    ],
    ['a method in small letters', 'get /api/products HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const answer = await sendRaw(gateway.port, bytes);
    expect([statusOf(answer), codeIn(answer)]).toEqual([400, 'malformed_request']);
    expect(answer).toMatch(/^content-type: application\/problem\+json; charset=utf-8\r$/im);
    expect(answer).toMatch(/^x-request-id: [0-9a-f]{32}\r$/im);
    expect(answer).toMatch(/^x-served-by: gateway\/1\r$/im);
    expect(gateway.received()).toEqual([]);
  });

  it('an address that is too long', async () => {
    const reply = await gateway.call('GET', `/api/products?q=${'x'.repeat(20_000)}`);
    expect(problemOf(reply)).toEqual({ status: 414, code: 'uri_too_long' });
  });

  it('headers that are too large', async () => {
    const reply = await gateway.call('GET', '/api/products', { headers: { cookie: 'x'.repeat(20_000) } });
    expect(problemOf(reply)).toEqual({ status: 431, code: 'headers_too_large' });
  });

  it('a process that is not there, which a client may ask again', async () => {
    await gateway.upstream('order').stop();
    const reply = await gateway.call('GET', '/api/cart');
    await gateway.upstream('order').start();
    expect(problemOf(reply)).toEqual({ status: 502, code: 'unavailable' });
    expect(reply.headers).toMatchObject({ 'retry-after': '1', 'x-served-by': 'gateway/1' });
    expect(String(reply.headers['x-request-id'])).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what a process refuses', () => {
  it.each([400, 401, 404, 409, 413, 429, 500, 503])('is passed on as it is: %d', async (status) => {
    gateway.answerWith((_, response) => {
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end('{"own":"words"}');
    });
    const reply = await gateway.call('POST', '/api/orders');
    expect(reply).toMatchObject({ status, text: '{"own":"words"}', headers: { 'x-served-by': 'order/1' } });
  });
});
