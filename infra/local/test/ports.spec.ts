import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort, isFree } from '@twinshop/processes';
import { portHolder } from '../src/processes/ports.ts';

describe('a port', () => {
  it('is free until somebody listens on it', async () => {
    const port = await freePort();
    expect(await isFree(port)).toBe(true);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await isFree(port)).toBe(false);
    server.close();
  });

  it.each(['127.0.0.1', '::'])('tells who listens on it (%s)', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(portHolder(port)).toMatchObject({ pid: process.pid, command: expect.stringContaining('node') });
    server.close();
  });

  it('has no holder when nobody listens', async () => {
    expect(portHolder(await freePort())).toBeUndefined();
  });
});
