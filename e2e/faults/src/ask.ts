import type { StartedShop } from '@twinshop/local';
import { Redis } from 'ioredis';
import pg from 'pg';

const WITHIN_MS = 10_000;

/** Asks a database itself, on a connection of its own: a shop that falls apart has none that lasts. */
export async function ask<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: WITHIN_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Asks Redis itself. Rejects at once where it is away. */
export async function askRedis<Answer>(
  { redisUrl }: StartedShop,
  question: (redis: Redis) => Promise<Answer>,
): Promise<Answer> {
  const redis = new Redis(redisUrl!, {
    lazyConnect: true,
    commandTimeout: WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  await redis.connect();
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
