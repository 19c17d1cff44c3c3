import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceTokenIssuer } from '@twinshop/platform/auth';
import { Unavailable } from '@twinshop/platform/resilience';
import { newId } from '@twinshop/platform/values';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfirmedOrdersHttp } from './index.ts';

const order = () => ({
  orderId: newId(),
  customerId: newId(),
  lines: [{ productId: newId(), quantity: 2 }],
  confirmedAt: '2026-11-22T10:00:00.000Z',
});

describe('confirmed orders over HTTP', () => {
  let server: Server;
  let urls: string[];
  let pages: Map<string | null, object>;
  let orders: ConfirmedOrdersHttp;

  beforeEach(async () => {
    urls = [];
    server = createServer((request, response) => {
      urls.push(request.url!);
      const page = pages.get(new URL(request.url!, 'http://order').searchParams.get('after'));
      response.writeHead(page === undefined ? 503 : 200).end(JSON.stringify(page));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const serviceToken = await ServiceTokenIssuer.from({
      ...(await exportJWK(privateKey)),
      kid: 'recommendation',
    });
    const { port } = server.address() as AddressInfo;
    orders = new ConfirmedOrdersHttp({ baseUrl: `http://127.0.0.1:${port}`, serviceToken });
  });
  afterEach(async () => {
    await orders.onApplicationShutdown();
    server.close();
  });

  const all = async () => {
    const read = [];
    for await (const page of orders.pages()) read.push(page);
    return read;
  };

  it('come page by page, to the last', async () => {
    const [first, second, third] = [order(), order(), order()];
    pages = new Map<string | null, object>([
      [null, { items: [first, second], next: 'a+b' }],
      ['a+b', { items: [third], next: null }],
    ]);
    expect(await all()).toEqual([[first, second], [third]]);
    expect(urls).toEqual([
      '/internal/orders/confirmed?limit=1000',
      '/internal/orders/confirmed?after=a%2Bb&limit=1000',
    ]);
  });

  it('end with a word where they can’t be had, and not as if there were no more', async () => {
    pages = new Map([[null, { items: [order()], next: 'gone' }]]);
    await expect(all()).rejects.toThrow(Unavailable);
  });
});
