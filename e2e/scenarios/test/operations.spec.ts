import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { everyTopology } from '@twinshop/topologies';
import { shopUnderTest } from '../src/config.ts';
import { expectProblem } from '../src/expectations.ts';
import { Shop } from '../src/shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const ask = async (opsUrl: string, path: string) => {
  const { statusCode, headers, body } = await request(`${opsUrl}${path}`, {
    signal: AbortSignal.timeout(5_000),
  });
  return { status: statusCode, type: String(headers['content-type']), text: await body.text() };
};

const { variant, opsUrls } = shopUnderTest();
const takesMessages = (name: string): boolean =>
  everyTopology[variant]!.processes.some(
    (process) => process.kind === 'node' && process.name === name && (process.queues ?? []).length > 0,
  );

describe.each(Object.entries(opsUrls))('the internal port of %s', (name, opsUrl) => {
  it.each(['/health/live', '/health/ready'])('says by %s that all is well', async (path) => {
    expect(await ask(opsUrl, path)).toMatchObject({ status: 200 });
  });

  it('has metrics for Prometheus', async () => {
    const { status, type, text } = await ask(opsUrl, '/metrics');

    expect(status).toBe(200);
    expect(type).toMatch(/^(text\/plain|application\/openmetrics-text)/);
    expect(text).toMatch(/^# TYPE \w+ (counter|gauge|histogram|summary)$/m);
    // nginx counts its connections only.
    if (name !== 'gateway') expect(text).toMatch(/^process_cpu_seconds_total /m);
  });

  if (takesMessages(name))
    it('shows its queue, and the messages that failed for good', async () => {
      expect(await ask(opsUrl, '/dead-letters')).toMatchObject({ status: 200, text: '{"items":[]}' });
      const board = await ask(opsUrl, '/queues');
      expect(board).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
      expect(board.text).toContain('Bull Dashboard');
    });

  it('has nothing of the shop', async () => {
    expect((await ask(opsUrl, '/api/products')).status).toBe(404);
  });
});

describe('the public port', () => {
  it.each([
    '/metrics',
    '/health',
    '/health/live',
    '/health/ready',
    '/%6Detrics',
    '/health/%6Cive',
    '/metrics/',
  ])('does not have %s', async (path) => {
    expectProblem(await shop.anyone.get(path), 404, 'not_found');
  });

  it.each([
    '//metrics',
    '/api/../metrics',
    '/./metrics',
    '/api/%2e%2e/metrics',
    '/api/..%2fmetrics',
    '/assets/../metrics',
    '/metrics%00',
    '/metrics;x=1',
    '/METRICS',
    '//health/live',
    '/api/../health/ready',
    '/health//ready',
  ])('tells nothing by %s', async (path) => {
    const { status, headers, body } = await shop.anyone.get(path);

    const isPage = status === 200 && String(headers['content-type']).startsWith('text/html');
    expect(isPage || status === 404 || status === 400).toBe(true);
    expect(JSON.stringify(body)).not.toMatch(/# TYPE|process_cpu|"status":"(ok|up)"/);
  });

  it.each<Record<string, string>>([
    { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics' },
    { host: 'localhost' },
    { 'x-http-method-override': 'DELETE' },
  ])('is not fooled by the headers %j', async (headers) => {
    expectProblem(await shop.anyone.get('/metrics', { headers }), 404, 'not_found');
  });
});
