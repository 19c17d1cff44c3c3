export { expectCompatible, releasedMessages } from './contracts/expect-compatible.ts';
export { eventually } from './eventually.ts';
export { testDatabase } from './postgres/test-database.ts';
export type { TestDatabase } from './postgres/test-database.ts';
export { ownRedis } from './redis/own-redis.ts';
export type { OwnRedis } from './redis/own-redis.ts';
export { testRedis } from './redis/test-redis.ts';
export type { TestRedis } from './redis/test-redis.ts';
