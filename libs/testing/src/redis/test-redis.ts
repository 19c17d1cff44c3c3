import { Redis } from 'ioredis';
import { serverUrl } from '../config.ts';
import { redisDatabases } from './databases.ts';

export interface TestRedis {
  /** Names a database of this spec file's own. */
  url: string;
  redis: Redis;
  /** Empties the database and closes the connection. */
  drop(): Promise<void>;
}

/** A fresh, empty database of the Jest run's Redis. */
export async function testRedis(): Promise<TestRedis> {
  const server = serverUrl('redis');
  const counter = new Redis(server, { maxRetriesPerRequest: 3 });
  const number = await counter.incr('databases-given');
  counter.disconnect();
  if (number >= redisDatabases)
    throw new Error(`This Jest run has only ${redisDatabases - 1} Redis databases.`);
  const url = `${server}/${number}`;
  const redis = new Redis(url, { maxRetriesPerRequest: 3 });
  return {
    url,
    redis,
    async drop() {
      await redis.flushdb();
      redis.disconnect();
    },
  };
}
