import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Pool } from 'undici';
import { FaultProxy } from '../index.ts';

let target: Server;
let asked: string[];
let proxy: FaultProxy;
let pool: Pool;

beforeEach(async () => {
  asked = [];
  target = createServer((request, response) => {
    asked.push(request.url!);
    response.end('the target');
  }).listen(0, '127.0.0.1');
  // Who is connected stays so.
  target.keepAliveTimeout = 600_000;
  await once(target, 'listening');
  proxy = new FaultProxy({ target: { host: '127.0.0.1', port: (target.address() as AddressInfo).port } });
  await proxy.listen();
  pool = new Pool(`http://127.0.0.1:${proxy.port}`, { connections: 1, keepAliveTimeout: 600_000 });
});
afterEach(async () => {
  await pool.destroy();
  await proxy.close();
  target.close();
});

async function ask(path: string, body?: string): Promise<[number, string]> {
  const { statusCode, body: answer } = await pool.request({ method: body ? 'POST' : 'GET', path, body });
  return [statusCode, await answer.text()];
}

it('requests are answered in the place of the target, also by who was connected to it, until that is over', async () => {
  expect(await ask('/before')).toEqual([200, 'the target']);
  await proxy.set({ kind: 'answer', status: 500, body: '{"title":"no"}' });
  await disconnected();
  expect(await ask('/during')).toEqual([500, '{"title":"no"}']);
  await proxy.set({ kind: 'answer', status: 503 });
  expect(await ask('/during')).toEqual([503, '']);
  await proxy.heal();
  expect(await ask('/after')).toEqual([200, 'the target']);
  expect(asked).toEqual(['/before', '/after']);
});

it('a long request is read to its end before it is answered', async () => {
  await proxy.set({ kind: 'answer', status: 413 });
  const upload = 'x'.repeat(5_000_000);
  expect(await ask('/upload', upload)).toEqual([413, '']);
  expect(proxy.counters.bytes.upstream).toBeGreaterThan(upload.length);
});

it('an answer can come late, and be broken off', async () => {
  await proxy.set({ kind: 'answer', status: 500, body: 'x'.repeat(1_000) }, { kind: 'latency', ms: 50 });
  const begin = performance.now();
  expect((await ask('/'))[0]).toBe(500);
  expect(performance.now() - begin).toBeGreaterThanOrEqual(100);

  await proxy.set({ kind: 'answer', status: 500, body: 'x'.repeat(1_000) }, { kind: 'cut', afterBytes: 500 });
  await expect(ask('/')).rejects.toThrow();
});

/** The pool would otherwise put its next request on a connection whose end is on its way. */
async function disconnected(): Promise<void> {
  if (pool.stats.connected > 0) await once(pool, 'disconnect');
}
