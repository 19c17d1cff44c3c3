import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningShop } from '@twinshop/local';
import { Meters } from './meters.ts';

describe('what a shop says of its answers', () => {
  let server: Server;
  let meters: Meters;
  /** That one process has answered since it was started, by status. */
  let answered: Record<string, number>;

  beforeEach(async () => {
    answered = { 200: 100 };
    server = createServer((_, response) =>
      response.end(
        Object.entries(answered)
          .map(([status, count]) => `http_request_duration_seconds_count{status="${status}"} ${count}\n`)
          .join(''),
      ),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const opsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    meters = new Meters({
      shop: async () => ({ processes: [{ name: 'catalog', opsUrl }] }) as unknown as RunningShop,
      adminUrl: () => Promise.reject(new Error('there is no PostgreSQL here')),
    });
  });
  afterEach(async () => {
    await meters.close();
    server.close();
    server.closeAllConnections();
  });

  it('is counted since the last reading, errors of its own apart', async () => {
    await meters.read();
    answered = { 200: 107, 404: 2, 500: 1, 503: 2 };
    expect(await meters.read()).toEqual({ answered: { catalog: 12 }, faults: 1 });
  });

  it('is nothing where a process was started anew, and has counted from nothing', async () => {
    answered = { 200: 100, 500: 3 };
    await meters.read();
    answered = { 200: 4 };
    expect(await meters.read()).toEqual({ answered: {}, faults: 0 });
  });
});
