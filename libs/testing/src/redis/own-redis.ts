import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis, type RedisServer } from '@twinshop/redis';

/** A Redis of a spec's own, for what the others must not suffer. */
export interface OwnRedis {
  url: string;
  /** As a crash does: at once, and with what was not yet written. */
  kill(): Promise<void>;
  /** On the same port. @param afresh without the data that it had */
  start(afresh?: 'afresh'): Promise<void>;
  /** Answers nothing more, but keeps its connections. */
  hang(): void;
  goOn(): void;
  /** With its data. */
  remove(): Promise<void>;
}

/** Starts one, with an append-only file as in the shop. */
export async function ownRedis(): Promise<OwnRedis> {
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
    hang: () => void process.kill(server!.pid, 'SIGSTOP'),
    goOn: () => void process.kill(server!.pid, 'SIGCONT'),
    async remove() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
