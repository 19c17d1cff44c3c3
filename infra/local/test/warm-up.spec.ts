import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { warmUp } from '../src/processes/warm-up.ts';

describe('a process that is warmed up', () => {
  let server: Server;
  let asked: string[];
  let body: string;

  beforeEach(async () => {
    asked = [];
    body = JSON.stringify({ items: [{ id: 'one' }, { id: 'two' }] });
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => void server.close());

  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it('is asked for lists, and for what is on them, again and again, and for nothing but reads', async () => {
    await warmUp(url());
    expect(new Set(asked)).toEqual(
      new Set([
        'GET /api/categories',
        'GET /api/products?limit=20',
        'GET /api/recommendations?limit=20',
        'GET /api/products/one',
        'GET /api/products/one/related',
        'GET /api/products/two',
        'GET /api/products/two/related',
      ]),
    );
    expect(asked.filter((each) => each === 'GET /api/categories')).toHaveLength(20);
  });

  it('may know of no products', async () => {
    body = 'no such page';
    await warmUp(url());
    expect(new Set(asked).size).toBe(3);
  });

  it('need not answer', async () => {
    const gone = url();
    server.close();
    await expect(warmUp(gone)).resolves.toBeUndefined();
  });
});
