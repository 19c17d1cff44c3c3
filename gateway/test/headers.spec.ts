import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startGateway, theServices, type GatewayUnderTest } from './gateway-under-test.ts';

const FORGED = {
  host: 'evil.test',
  forwarded: 'for=10.0.0.1;host=evil.test',
  'x-forwarded-for': '10.0.0.1',
  'x-forwarded-host': 'evil.test',
  'x-forwarded-port': '1',
  'x-forwarded-proto': 'evil',
  'x-forwarded-prefix': '/evil',
  'x-real-ip': '10.0.0.1',
  'x-service-token': 'forged',
  'x-deadline-ms': '999999999',
  'x-correlation-id': 'forged',
  traceparent: '00-11111111111111111111111111111111-2222222222222222-01',
  tracestate: 'forged=1',
  baggage: 'forged=1',
  'x-http-method-override': 'DELETE',
  'x-original-url': '/internal',
  te: 'trailers',
};

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.received();
});

const paths = theServices.routes.map(({ path }) => path.replaceAll(/\{\w+\}/g, 'x'));

describe('what a client says of itself', () => {
  it.each(paths)('is overwritten on the way to %s', async (path) => {
    await gateway.call('GET', path, { headers: FORGED });
    const [received] = gateway.received();
    const { headers } = received!;
    expect(JSON.stringify(headers)).not.toMatch(
      /forged|evil|10\.0\.0\.1|999999999|2{16}|DELETE|internal|trailers/,
    );
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' });
  });

  it('is overwritten where it says it twice, and where it says it with an underscore', async () => {
    const headers = ['X-Service-Token', 'forged', 'x-service-token', 'forged', 'x_service_token', 'forged'];
    await gateway.call('GET', '/api/products', { headers });
    expect(JSON.stringify(gateway.received())).not.toContain('forged');
  });

  it('is overwritten on the way to the fallback as well', async () => {
    gateway.upstream('recommendation').answer = (_, response) => void response.writeHead(500).end();
    await gateway.call('GET', '/api/recommendations', { headers: FORGED });
    expect(JSON.stringify(gateway.received())).not.toMatch(/forged|evil|10\.0\.0\.1/);
  });

  it('is passed on where it is the client’s to say', async () => {
    const own = {
      authorization: 'Bearer token',
      'idempotency-key': 'a-key-of-mine',
      'content-type': 'application/json',
      accept: 'application/json',
    };
    await gateway.call('POST', '/api/orders', { headers: own, body: '{}' });
    expect(gateway.received()[0]!.headers).toMatchObject(own);
  });

  it('does not keep a process from knowing how long the client waits', async () => {
    await gateway.call('GET', '/api/products');
    await gateway.call('GET', '/api/recommendations');
    await gateway.call('GET', '/api/orders/x/events');
    const deadlines = gateway.received().map(({ url, headers }) => [url, headers['x-deadline-ms']]);
    expect(Object.fromEntries(deadlines)).toMatchObject({
      '/api/products': '15000',
      '/api/recommendations': '250',
      '/api/orders/x/events': undefined,
    });
  });
});

describe('X-Request-Id', () => {
  const sent = async (id: string): Promise<[answered: unknown, passedOn: unknown]> => {
    const { headers } = await gateway.call('GET', '/api/products', { headers: { 'x-request-id': id } });
    return [headers['x-request-id'], gateway.received()[0]!.headers['x-request-id']];
  };

  it.each(['abc-123_DEF', '4bf92f3577b34da6a3ce929d0e0e4736', 'a.b:c', 'x'.repeat(128)])(
    'is the caller’s where it is well formed: %s',
    async (id) => {
      expect(await sent(id)).toEqual([id, id]);
    },
  );

  it.each(['', 'two words', '<script>', 'x'.repeat(129), '"quoted"'])(
    'is a new one in place of "%s"',
    async (id) => {
      const [answered, passedOn] = await sent(id);
      expect(answered).toMatch(/^[0-9a-f]{32}$/);
      expect(passedOn).toBe(answered);
    },
  );

  it('stands on what nginx answers itself', async () => {
    for (const path of ['/', '/nothing', '/api/openapi.json', '/assets/main-1a2b.js']) {
      const { headers } = await gateway.call('GET', path, { headers: { 'x-request-id': 'mine' } });
      expect([path, headers]).toMatchObject([
        path,
        { 'x-request-id': 'mine', 'x-served-by': 'gateway/1', 'x-content-type-options': 'nosniff' },
      ]);
    }
  });
});

describe('an answer', () => {
  it('says each header once', async () => {
    gateway.answerWith((_, response) => {
      response.setHeader('x-content-type-options', 'nosniff');
      response.end('{}');
    });
    const { headers } = await gateway.call('GET', '/api/products');
    expect(headers).toMatchObject({
      'x-served-by': 'catalog/1',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
  });

  it('can’t have nginx serve what is not for the public', async () => {
    gateway.answerWith((_, response) => {
      response.setHeader('x-accel-redirect', '/notes.txt');
      response.end('its own');
    });
    expect((await gateway.call('GET', '/api/products')).text).toBe('its own');
  });
});
