import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { Customers } from './customers.ts';

/** Answers everything at once, from a thread of its own, as a shop does from processes of its own. */
const SHOP = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(request.method === 'GET' ? 200 : 201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: crypto.randomUUID(), accessToken: 'a token', status: 'confirmed' }));
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;
const admin = { email: 'admin@example.test', password: 'only for a test' };

const busyFor = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('customers', () => {
  let thread: Worker;
  let publicUrl: string;

  beforeEach(async () => {
    thread = new Worker(SHOP, { eval: true });
    publicUrl = `http://127.0.0.1:${(await once(thread, 'message'))[0]}`;
  });
  afterEach(async () => void (await thread.terminate()));

  it('are not kept waiting by whoever plays them, however busy', async () => {
    const startedAt = performance.now();
    const customers = await Customers.of({ publicUrl, admin }, { perSecond: 100, seed: 1, startedAt });
    const fromMs = performance.now() - startedAt;
    busyFor(3_000);
    await customers.leave();
    const { requests, failed, p99 } = customers.seen(fromMs, Infinity);
    expect(requests).toBeGreaterThan(100);
    expect(failed).toBe(0);
    expect(p99).toBeLessThan(1_000);
  });

  it('tell what went wrong, and what became of each order', async () => {
    const customers = await Customers.of(
      { publicUrl, admin },
      { perSecond: 50, seed: 1, startedAt: performance.now() },
    );
    await thread.terminate();
    await eventually(() => customers.failures.length > 0, { describe: 'somebody was not answered' });
    const { operations } = await customers.leave();
    expect(customers.failures[0]).toMatchObject({ says: expect.stringMatching(/other side closed|ECONNRE/) });
    expect(operations.filter(({ outcome }) => outcome === undefined)).toEqual([]);
  });

  it('are missed where they have gone', async () => {
    const customers = await Customers.of(
      { publicUrl, admin },
      { perSecond: 1, seed: 1, startedAt: performance.now() },
    );
    customers.insistOnThem();
    await customers.leave();
    await eventually(() => expect(() => customers.insistOnThem()).toThrow('have left'), {
      describe: 'they are missed',
    });
  });

  it('do not come where the shop is away', async () => {
    await thread.terminate();
    const coming = Customers.of({ publicUrl, admin }, { perSecond: 1, seed: 1, startedAt: 0 });
    await expect(coming).rejects.toThrow('The shop did not answer');
  });
});
