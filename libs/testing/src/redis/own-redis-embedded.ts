import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis, type RedisServer } from '@twinshop/redis';
import type { OwnRedis } from './own-redis.ts';

export async function ownRedisEmbedded(): Promise<OwnRedis> {
  const dir = await mkdtemp(path.join(tmpdir(), 'twinshop-redis-'));
  let server: RedisServer | undefined = await startRedis({ dir });
  const { url, port } = server;
  const kill = async (): Promise<void> => {
    if (server === undefined) return;
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    server = undefined;
  };
  return {
    url,
    kill,
    async start(afresh) {
      if (afresh !== undefined) await rm(path.join(dir, 'appendonlydir'), { recursive: true, force: true });
      server = await startRedis({ dir, port });
    },
    hang: async () => void process.kill(server!.pid, 'SIGSTOP'),
    goOn: async () => void process.kill(server!.pid, 'SIGCONT'),
    async remove() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
