import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CONTRACT,
  INDEX,
  problemOf,
  SCRIPT,
  startGateway,
  theServices,
  type GatewayUnderTest,
} from './gateway-under-test.ts';

const HTML = { accept: 'text/html,application/xhtml+xml' };

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

describe('the storefront', () => {
  it.each(['/', '/products', '/products/7', '/products/a.html', '/cart', '/cart?x=1', '/orders/7'])(
    'is one page at %s',
    async (where) => {
      const { status, text, headers } = await gateway.call('GET', where, { headers: HTML });
      expect([status, text]).toEqual([200, INDEX]);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy':
          "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('need not be sent to whoever has it', async () => {
    const { headers } = await gateway.call('GET', '/');
    const again = await gateway.call('GET', '/', { headers: { 'if-none-match': String(headers['etag']) } });
    expect(again.status).toBe(304);
  });

  it('has assets that may be kept for ever', async () => {
    const { status, text, headers } = await gateway.call('GET', '/assets/main-1a2b.js');
    expect([status, text]).toEqual([200, SCRIPT]);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
  });

  it.each(['/no/such/page', '/notes.txt', '/.env', '//metrics', '/index.html'])(
    'says 404 on a page to a person at %s',
    async (where) => {
      const { status, text, headers } = await gateway.call('GET', where, { headers: HTML });
      expect([status, text]).toEqual([404, INDEX]);
      expect(headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it.each([
    '/no/such/page',
    '/assets/gone-1a2b.js',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/notes.txt',
    '/assets/../notes.txt',
    '/notes.txt',
    '/index.html',
    '/pages.json',
    '/.env',
  ])('says 404 to a program at %s', async (where) => {
    expect(problemOf(await gateway.call('GET', where))).toEqual({ status: 404, code: 'not_found' });
  });

  it.each(['/api/no-such-thing', '/api', '/apium'])('leaves %s to the API, whoever asks', async (where) => {
    expect(problemOf(await gateway.call('GET', where, { headers: HTML }))).toMatchObject({ status: 404 });
  });

  it('is for reading', async () => {
    expect(problemOf(await gateway.call('POST', '/cart', { headers: HTML }))).toMatchObject({ status: 404 });
    expect(problemOf(await gateway.call('DELETE', '/no/such/page', { headers: HTML }))).toMatchObject({
      status: 404,
    });
  });
});

describe('the contract', () => {
  it('is served as it was built', async () => {
    const { status, text, headers } = await gateway.call('GET', '/api/openapi.json');
    expect([status, text]).toEqual([200, CONTRACT]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });
});

describe('the storefront that a process serves', () => {
  let passing: GatewayUnderTest;

  beforeAll(async () => {
    passing = await startGateway({ ...theServices, pages: 'monolith' });
  });
  afterAll(() => passing.stop());

  it.each(['/', '/products/7', '/assets/main-1a2b.js'])('comes from there at %s', async (where) => {
    await passing.call('GET', where, { headers: HTML });
    expect(passing.received().map(({ process, url }) => [process, url])).toEqual([['monolith', where]]);
  });

  it('says itself that there is no such page, to people', async () => {
    const { status } = await passing.call('GET', '/no-such-page', { headers: HTML });
    expect([status, passing.received().map(({ process }) => process)]).toEqual([404, ['monolith']]);
  });

  it('is not asked for what programs look for', async () => {
    const { status } = await passing.call('GET', '/no-such-page');
    expect([status, passing.received()]).toEqual([404, []]);
  });
});
