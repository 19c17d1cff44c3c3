import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../src/index.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'twinshop redis '));
const running: RedisServer[] = [];

async function start(options: { port?: number; program?: string } = {}): Promise<RedisServer> {
  const server = await startRedis({ dir, ...options });
  running.push(server);
  return server;
}

async function using<T>(server: RedisServer, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(server.url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a Redis server', () => {
  it('never evicts', async () => {
    const server = await start();
    expect(await using(server, (redis) => redis.config('GET', 'maxmemory-policy'))).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
  });

  it('keeps what it was told over a stop and a start', async () => {
    const first = await start();
    await using(first, (redis) => redis.set('kept', 'yes'));
    await first.stop();
    const second = await start();
    expect(await using(second, (redis) => redis.get('kept'))).toBe('yes');
  });

  it('names a taken port', async () => {
    const holder = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(`Port ${port} for Redis is taken`);
    await new Promise((resolve) => holder.close(resolve));
  });

  it('says how to get Redis where there is none', async () => {
    await expect(start({ program: 'no-such-redis-server' })).rejects.toThrow('apt-get install redis-server');
  });
});
