import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../logging/index.ts';

const CONNECT_WITHIN_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;
/** By default two seconds, in which a process that has nothing left to do can't end. */
const END_WITHIN_MS = 50;

/**
 * A connection to Redis that comes back by itself, at most a second after Redis does. An outage is one line in the log,
 * however often the connection is tried.
 */
const connect = (url: string, use: string, log: Log, options: RedisOptions): Redis => {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_WITHIN_MS,
    disconnectTimeout: END_WITHIN_MS,
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

/**
 * What a worker of BullMQ needs: a connection that waits for as long as Redis is away, and the copy that BullMQ makes of it
 * to wait for jobs on.
 */
export class WorkerConnection {
  readonly redis: Redis;
  private readonly all: Redis[];

  constructor(url: string, log: Log) {
    this.redis = connect(url, 'worker', log, { maxRetriesPerRequest: null });
    this.all = [this.redis];
    const duplicate = this.redis.duplicate.bind(this.redis);
    this.redis.duplicate = (options) => {
      const copy = duplicate(options);
      copy.on('error', () => undefined);
      this.all.push(copy);
      return copy;
    };
  }

  /** Whether commands are answered at the moment. */
  get ready(): boolean {
    return this.all.every(({ status }) => status === 'ready');
  }

  /** At once and for good. */
  disconnect(): void {
    for (const redis of this.all) redis.disconnect();
  }
}
