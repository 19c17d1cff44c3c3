import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ProductSummary } from '@twinshop/catalog-contracts';
import { ServiceTokenIssuer, ServiceTokenVerifier } from '@twinshop/platform/auth';
import { Unavailable } from '@twinshop/platform/resilience';
import { money, newId } from '@twinshop/platform/values';
import { exportJWK, generateKeyPair } from 'jose';
import { CatalogHttp } from './index.ts';

const chair: ProductSummary = {
  id: newId(),
  sku: 'OAK-1',
  name: 'Chair',
  price: money(1_299),
  category: 'home',
  imageUrl: '/images/products/box/0.svg',
  inStock: true,
};
const offer = { productId: chair.id, name: 'Chair', price: 1_299, version: 3 };

describe('the catalogue over HTTP', () => {
  let server: Server;
  let asked: { call: string; body: string; token: string }[];
  let answer: object;
  let status: number;
  let catalog: CatalogHttp;
  let verifier: ServiceTokenVerifier;

  beforeEach(async () => {
    asked = [];
    status = 200;
    server = createServer(async (request, response) => {
      const token = String(request.headers['x-service-token']);
      asked.push({ call: `${request.method} ${request.url}`, body: await text(request), token });
      response.writeHead(status).end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    verifier = new ServiceTokenVerifier(
      { keys: [{ ...(await exportJWK(publicKey)), kid: 'order' }] },
      'catalog',
    );
    const serviceToken = await ServiceTokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'order' });
    const { port } = server.address() as AddressInfo;
    catalog = new CatalogHttp({ baseUrl: `http://127.0.0.1:${port}`, serviceToken });
  });
  afterEach(async () => {
    await catalog.onApplicationShutdown();
    server.close();
  });

  it('offers products by their ids, and leaves out what is not there', async () => {
    answer = { offers: [{ ...offer, colour: 'red' }], more: true };
    const missing = newId();
    expect(await catalog.offers([chair.id, missing])).toEqual(new Map([[chair.id, offer]]));
    expect(asked[0]).toMatchObject({
      call: 'POST /internal/catalog/offers',
      body: JSON.stringify({ productIds: [chair.id, missing] }),
    });
    expect(await verifier.verify(asked[0]!.token)).toBe('order');
  });

  it('tells of products what lists show, in the order of their ids', async () => {
    answer = { items: [{ ...chair, colour: 'red' }] };
    expect(await catalog.summaries([chair.id])).toEqual([chair]);
    expect(asked[0]).toMatchObject({
      call: 'POST /internal/catalog/summaries',
      body: JSON.stringify({ productIds: [chair.id] }),
    });
  });

  it('names the most popular', async () => {
    answer = { items: [chair] };
    expect(await catalog.popular(6)).toEqual([chair]);
    expect(asked[0]!.call).toBe('GET /internal/catalog/popular?limit=6');
  });

  it('is not asked for nothing', async () => {
    expect([await catalog.offers([]), await catalog.summaries([])]).toEqual([new Map(), []]);
    expect(asked).toEqual([]);
  });

  it('is unavailable where it fails, or answers something else', async () => {
    answer = { offers: [{ ...offer, price: 12.99 }] };
    await expect(catalog.offers([chair.id])).rejects.toThrow(Unavailable);
    status = 500;
    await expect(catalog.popular(6)).rejects.toThrow(Unavailable);
  });
});
