import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import type { GatewayLimits } from '@twinshop/topologies';
import { problemOf, startGateway, theServices, type GatewayUnderTest } from './gateway-under-test.ts';
import { sendRaw, statusOf } from './raw.ts';

const running: GatewayUnderTest[] = [];

const start = async (limits: Partial<GatewayLimits>): Promise<GatewayUnderTest> => {
  const gateway = await startGateway({ ...theServices, limits });
  running.push(gateway);
  return gateway;
};

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

const statuses = async (gateway: GatewayUnderTest, times: number, method: string, path: string) => {
  const replies = await Promise.all(Array.from({ length: times }, () => gateway.call(method, path)));
  return replies.map(({ status }) => status);
};

describe('a body', () => {
  let gateway: GatewayUnderTest;
  const most = 256 * 1024;

  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  it('is passed on up to 256 KiB', async () => {
    expect((await gateway.call('POST', '/api/orders', { body: 'x'.repeat(most) })).status).toBe(200);
  });

  it('is refused above, and reaches nobody', async () => {
    gateway.received();
    const reply = await gateway.call('POST', '/api/orders', { body: 'x'.repeat(most + 1) });
    expect(problemOf(reply)).toEqual({ status: 413, code: 'body_too_large' });
    expect(gateway.received()).toEqual([]);
  });

  it('is refused above where its length is not said', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const head = 'POST /api/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answer = await sendRaw(gateway.port, `${head}${chunk.repeat(5)}0\r\n\r\n`);
    expect(statusOf(answer)).toBe(413);
    expect(gateway.received()).toEqual([]);
  });

  it('in chunks is passed on', async () => {
    const head =
      'POST /api/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
    expect(statusOf(await sendRaw(gateway.port, `${head}2\r\n{}\r\n0\r\n\r\n`))).toBe(200);
    expect(gateway.received()).toMatchObject([{ process: 'order' }]);
  });

  it('is asked for where the client waits to be asked', async () => {
    const head = 'POST /api/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\nExpect: 100-continue\r\n';
    const answer = await sendRaw(gateway.port, `${head}Connection: close\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
  });

  it('is not needed by a client of old', async () => {
    expect(statusOf(await sendRaw(gateway.port, 'GET /api/products HTTP/1.0\r\n\r\n'))).toBe(200);
  });
});

describe('too many requests of one address', () => {
  it('are refused once the burst is used up, and may come again', async () => {
    const gateway = await start({ requests: { perSecond: 1, burst: 9 } });
    const answers = await statuses(gateway, 30, 'GET', '/api/products');
    expect(answers.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(15);
    const refused = await gateway.call('GET', '/api/recommendations');
    expect(problemOf(refused)).toEqual({ status: 429, code: 'rate_limited' });
    expect(refused.headers).toMatchObject({ 'retry-after': '1', 'x-served-by': 'gateway/1' });
  });

  it('are fewer for signing in than for looking', async () => {
    const gateway = await start({ signIns: { perSecond: 1, burst: 4 } });
    for (const path of ['/api/sessions', '/api/customers']) {
      expect(await statuses(gateway, 20, 'POST', path)).toContain(429);
    }
    expect(await statuses(gateway, 20, 'GET', '/api/products')).not.toContain(429);
  });

  it('are refused at the same time', async () => {
    const gateway = await start({ connections: 3 });
    let open = 0;
    const release: (() => void)[] = [];
    gateway.answerWith((_, response) => {
      open += 1;
      release.push(() => response.end('{}'));
    });
    const held = Array.from({ length: 3 }, () => gateway.call('GET', '/api/products'));
    await eventually(() => open === 3, { describe: 'three requests are held' });
    expect(problemOf(await gateway.call('GET', '/api/products'))).toEqual({
      status: 429,
      code: 'rate_limited',
    });
    for (const end of release) end();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe('a client that is slow', () => {
  const ended = (gateway: GatewayUnderTest, bytes: string): Promise<void> => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write(bytes);
    return new Promise((resolve) => socket.once('close', () => resolve()));
  };

  it.each([
    ['headers', 'GET /api/products HTTP/1.1\r\nHost: shop\r\nX-'],
    ['a body', 'POST /api/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n{"items"'],
  ])('with its %s is cut off, and keeps no process waiting', async (_, bytes) => {
    const gateway = await start({ slowestClientMs: 300 });
    const began = performance.now();
    await ended(gateway, bytes);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(gateway.received()).toEqual([]);
  });
});

describe('a process that is slow', () => {
  it('is waited for a second longer than it was told to have', async () => {
    const gateway = await start({ answerWithinMs: 100 });
    gateway.answerWith(() => undefined);
    const began = performance.now();
    const reply = await gateway.call('POST', '/api/orders', { body: '{}' });
    expect(problemOf(reply)).toEqual({ status: 504, code: 'unavailable' });
    expect(reply.headers['retry-after']).toBe('1');
    expect(performance.now() - began).toBeGreaterThan(1_000);
    expect(gateway.received()).toMatchObject([{ headers: { 'x-deadline-ms': '100' } }]);
  });
});
