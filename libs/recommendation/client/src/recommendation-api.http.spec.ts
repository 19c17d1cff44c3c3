import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceTokenIssuer } from '@twinshop/platform/auth';
import { Unavailable } from '@twinshop/platform/resilience';
import { newId } from '@twinshop/platform/values';
import { eventually } from '@twinshop/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { RecommendationHttp } from './index.ts';

const [asked, chair, table] = [newId(), newId(), newId()];

describe('recommendations over HTTP', () => {
  let server: Server;
  let serve: RequestListener;
  let recommendations: RecommendationHttp;

  beforeEach(async () => {
    server = createServer((request, response) => serve(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const serviceToken = await ServiceTokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'catalog' });
    const { port } = server.address() as AddressInfo;
    recommendations = new RecommendationHttp({ baseUrl: `http://127.0.0.1:${port}`, serviceToken });
  });
  afterEach(async () => {
    await recommendations.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  it('are what was bought along, the likeliest first', async () => {
    let url: string | undefined;
    serve = (request, response) => {
      url = request.url;
      response.end(JSON.stringify({ productIds: [table, chair] }));
    };
    // A machine that is busy with other tests may well need more than the patience that a product page has.
    const answered = await eventually(() => recommendations.alsoBought(asked, 6), {
      describe: 'an answer in time',
    });
    expect(answered).toEqual([table, chair]);
    expect(url).toBe(`/internal/recommendation/also-bought?productId=${asked}&limit=6`);
  });

  it.each<[string, RequestListener]>([
    ['silent', () => undefined],
    ['slow', (_request, response) => void setTimeout(() => response.end('{"productIds":[]}'), 400).unref()],
    ['failing', (_request, response) => response.writeHead(500).end()],
    ['wrong', (_request, response) => response.end('{"productIds":["nothing"]}')],
  ])('are given up in time for a product page where they are %s', async (_, behaviour) => {
    let toldMs: string | string[] | undefined;
    serve = (request, response) => {
      toldMs = request.headers['x-deadline-ms'];
      void behaviour(request, response);
    };
    await eventually(
      async () => {
        await expect(recommendations.alsoBought(asked, 6)).rejects.toThrow(Unavailable);
        return toldMs !== undefined;
      },
      { describe: 'they are asked, and given up' },
    );
    expect(Number(toldMs)).toBeLessThanOrEqual(100);
  });
});
