import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpApi } from './http-api.ts';

let server: Server | undefined;
let api: HttpApi | undefined;

afterEach(async () => {
  await api?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
});

async function apiOf(listener: RequestListener, patienceMs = 5_000): Promise<HttpApi> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  api = new HttpApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2, patienceMs);
  return api;
}

describe('a call', () => {
  it('is repeated with the same key and body after a 503, a lost answer and a 429', async () => {
    const seen: string[] = [];
    const troubles: RequestListener[] = [
      (_, response) => response.writeHead(503).end(),
      (request) => request.socket.destroy(),
      (_, response) => response.writeHead(429, { 'retry-after': '0' }).end(),
      (_, response) => response.writeHead(201, { 'idempotency-replayed': 'true' }).end('{"id":1}'),
    ];
    const calling = await apiOf(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      seen.push(`${request.headers['idempotency-key']} ${body}`);
      troubles[seen.length - 1]!(request, response);
    });
    const answer = await calling.call({
      method: 'POST',
      path: '/api/orders',
      idempotencyKey: 'uci-1',
      json: { a: 1 },
    });
    expect(answer).toEqual({ status: 201, body: { id: 1 }, replayed: true });
    expect(seen).toEqual(Array(4).fill('uci-1 {"a":1}'));
    expect(calling.repeated).toEqual({ 'status 503': 1, 'other side closed': 1, 'status 429': 1 });
  });

  it('is not repeated when the shop says no', async () => {
    let calls = 0;
    const calling = await apiOf((_, response) => {
      calls += 1;
      response.writeHead(409).end('{"code":"sku_taken"}');
    });
    const answer = await calling.call({ method: 'POST', path: '/', json: {} });
    expect(answer).toMatchObject({ status: 409, body: { code: 'sku_taken' } });
    expect(calls).toBe(1);
  });

  it('is given up when its time is over, with what was asked and the last answer', async () => {
    const calling = await apiOf((_, response) => response.writeHead(500).end(), 150);
    await expect(calling.call({ method: 'GET', path: '/api/products' })).rejects.toMatchObject({
      code: 'shop_unreachable',
      message: expect.stringMatching(/GET \/api\/products .* \(status 500\)/),
    });
  });

  it('is given up for an attempt that is never answered', async () => {
    const calling = await apiOf(() => {}, 100);
    await expect(calling.call({ method: 'GET', path: '/', attemptMs: 50 })).rejects.toMatchObject({
      code: 'shop_unreachable',
    });
  });

  it('finds out soon that an address is no shop', async () => {
    const calling = await apiOf((_, response) => response.writeHead(404).end('<html>'));
    await expect(calling.expectShop()).rejects.toMatchObject({
      message: expect.stringContaining('is no shop'),
    });
  });
});
