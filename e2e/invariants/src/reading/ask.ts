import { Redis } from 'ioredis';
import pg from 'pg';

const CONNECTED_WITHIN_MS = 10_000;
/** A hundred thousand orders with their lines take a few seconds. */
const ANSWERED_WITHIN_MS = 120_000;

/** Asks a database itself, on a connection of its own: a shop that falls apart has none that lasts. */
export async function ask<Row>(
  connectionString: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
    query_timeout: ANSWERED_WITHIN_MS,
  });
  client.on('error', () => undefined);
  await answering(`database ${new URL(connectionString).pathname.slice(1)}`, client.connect());
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Asks Redis itself. Rejects at once where it is away. */
export async function askRedis<Answer>(
  { redisUrl }: { redisUrl?: string | undefined },
  question: (redis: Redis) => Promise<Answer>,
): Promise<Answer> {
  const redis = new Redis(redisUrl!, {
    lazyConnect: true,
    commandTimeout: CONNECTED_WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  await answering('Redis', redis.connect());
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

/** Why a connection is refused is in the system's words, which don't say whose. */
async function answering(part: string, connection: Promise<unknown>): Promise<void> {
  try {
    await connection;
  } catch (error) {
    throw new Error(`${part} does not answer (${String(error)})`, { cause: error });
  }
}
