import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Heal, Stage } from './stage.ts';

const WITHIN_MS = 10_000;

/** Redis forgets all that it holds, and keeps running. */
export async function flush({ shop }: Stage): Promise<Heal> {
  await withRedis(shop.redisUrl!, (redis) => redis.flushall());
  return async () => undefined;
}

/** Jobs that are no messages. Healing takes away what has become of them, as an operator would. */
export async function poison({ shop }: Stage, name: string, count: number): Promise<Heal> {
  const ids = Array.from({ length: count }, (_, nth) => `poison-${Date.now()}-${nth}`);
  await withQueue(shop.redisUrl!, name, async (queue) => {
    for (const jobId of ids) await queue.add('poison', 'this is no message', { jobId });
  });
  return () =>
    withQueue(shop.redisUrl!, name, async (queue) => {
      for (const jobId of ids) await (await queue.getJob(jobId))?.remove();
    });
}

/** Nobody else can read or write the table until it is healed. */
export async function lock(
  { shop }: Stage,
  module: 'catalog' | 'order' | 'payment',
  table: string,
): Promise<Heal> {
  const client = new pg.Client({
    connectionString: shop.databases[module],
    connectionTimeoutMillis: WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${pg.escapeIdentifier(table)} IN ACCESS EXCLUSIVE MODE`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return () => client.end();
}

async function withRedis<Answer>(url: string, work: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url, { commandTimeout: WITHIN_MS, maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function withQueue(url: string, name: string, work: (queue: Queue) => Promise<void>): Promise<void> {
  await withRedis(url, async (connection) => {
    const queue = new Queue(name, { connection });
    queue.on('error', () => undefined);
    await work(queue);
  });
}
