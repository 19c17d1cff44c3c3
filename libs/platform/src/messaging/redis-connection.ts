import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../logging/index.ts';

const CONNECT_WITHIN_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/**
 * A connection to Redis that comes back by itself, at most a second after Redis does. An outage is one line in the log,
 * however often the connection is tried.
 */
const connect = (url: string, use: string, log: Log, options: RedisOptions): Redis => {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: (attempt) => Math.min(50 * attempt, LONGEST_PAUSE_MS),
    connectionName: use,
    ...options,
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn({ err: error, use }, 'Redis is away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info({ use }, 'Redis is back');
    away = false;
  });
  return redis;
};

/** Fails within a second while Redis is away or hangs: whoever sends has kept the message, and tries again. */
export const connectSender = (url: string, log: Log): Redis =>
  connect(url, 'sender', log, { maxRetriesPerRequest: 1, commandTimeout: 1_000 });

/** Waits for as long as Redis is away, as BullMQ asks of a worker's connection. */
export const connectWorker = (url: string, log: Log): Redis =>
  connect(url, 'worker', log, { maxRetriesPerRequest: null });
