export { answersRedis, startRedis, RedisError } from './redis-server.ts';
export type { RedisOptions, RedisServer } from './redis-server.ts';
